import { actions } from '../../src/actions/index.ts';
import { policyOf } from '../../src/actions/policy.ts';
import { commands } from '../../src/actions/registry.ts';
import { TARGET_PARAMETERS } from '../../src/config/target.ts';
import type { AnyAction } from '../../src/core/action.ts';
import type { CommandInfo } from '../../src/core/command.ts';
import { table } from './table.ts';

const WHO: Readonly<Record<CommandInfo['kind'], string>> = {
  read: 'Asks the cloud. A run: its message in the channel shows the result. Whoever may read can ask.',
  plan: 'Changes the cloud: posts a plan, which an approver decides. Whoever may ask for plans can ask.',
  guided: 'Leads through other commands in its thread, each change a plan that an approver decides. Whoever may ask for plans can ask.',
  local: 'Answered at once, to you alone.',
};

const code = (text: string): string => `\`${text}\``;

/** Own parameters alone: which cluster is meant is said once for all commands. */
function usage(info: CommandInfo): string {
  const about = info.kind !== 'local' || info.takesCluster ? ' [cluster]' : '';
  const argument = info.argument === null ? '' : info.argumentRequired ? ` <${info.argument}>` : ` [${info.argument}]`;
  const parameters = Object.keys(info.parameterHelp).length > 0 ? ' [key=value ...]' : '';
  return `/bursting ${info.name}${argument}${about}${parameters}`;
}

interface Needs {
  readonly look: readonly string[];
  readonly write: readonly string[];
}

function section(info: CommandInfo, needs: Needs | undefined): string {
  const parameters = Object.entries(info.parameterHelp).map(([name, help]) => [code(name), help]);
  const aliases = Object.entries(info.parameterAliases ?? {}).map(([alias, name]) => `${code(alias)} is ${code(name)}`);
  const parts = [
    `## ${info.name}`,
    `${info.summary.replace(/\.$/, '')}. ${WHO[info.kind]}${info.skillAction ? ` Also known as ${code(info.skillAction)}.` : ''}`,
    code(usage(info)),
    parameters.length > 0 ? table(['parameter', 'meaning'], parameters) : '',
    aliases.length > 0 ? `Other names: ${aliases.join(', ')}.` : '',
    `Examples: ${info.examples.map((example) => code(`/bursting ${example.replace(/^\/bursting /, '')}`)).join(', ')}`,
    needs && needs.look.length > 0 ? `Needs: ${needs.look.map(code).join(', ')}` : '',
    needs && needs.write.length > 0 ? `To apply also: ${needs.write.map(code).join(', ')}` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const json = (document: object): string => `\`\`\`json\n${JSON.stringify(document, null, 2)}\n\`\`\``;

/** `docs/commands.md`, from the registry that runs the commands. */
export function commandsPage(): string {
  const infos = commands.names.flatMap((name) => commands.find(name) ?? []);
  const needs = new Map<string, Needs>(
    Object.entries<AnyAction>(actions).map(([name, { needs: look, ...action }]) => [
      name,
      { look, write: action.kind === 'plan' ? action.writeNeeds : [] },
    ]),
  );
  return `# Commands

Written by \`npm run docs\` from \`src/actions/registry.ts\`, which is what runs them. Change that, not this.

${table(
  ['command', 'what it does'],
  infos.map((info) => [`[${info.name}](#${info.name})`, info.summary]),
)}

Type ${code('/bursting <command> [cluster] [key=value ...]')}. Values may be quoted with ${code('"')}; keys are case-insensitive, and ${code('-')} equals ${code('_')}.

The cluster is its alias from ${code('bursting.yaml')}: as the second word, or as ${code('cluster=')}; where a channel has a usual cluster, it may be left
out. Every command about a cluster also takes ${TARGET_PARAMETERS.map(code).join(', ')}; a cluster that is not in the file can be
named by region and id if ${code('allowUnlisted: true')} is set.

${infos.map((info) => section(info, needs.get(info.name))).join('\n\n')}

## What the credentials need

All of the above together, as a custom policy of IAM for the user whose key the workers have. This is what ${code('bursting policy --role operator')} prints;
its first statement alone, ${code('--role reader')}, is enough where plans are only looked at. ${code('--v5')} prints identity policies. What begins with
${code('swr:')} is in identity policies only: else let the user read the organisations in SWR (SWR console, *Organizations*, *Users*).

${json(policyOf('operator'))}

Where a cluster has no ${code('projectId')} and ${code('HUAWEI_PROJECT_ID')} is not set, the bot asks IAM for it, which takes
${code('iam:projects:listProjects')} in a policy of its own (IAM keeps global and project services apart).
`;
}
