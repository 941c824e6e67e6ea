import { actionOf } from '../src/actions/index.ts';
import { PURPOSES } from '../src/actions/precheck/endpoints.ts';
import type { PrecheckResult } from '../src/actions/precheck/result.ts';
import { SOURCES } from '../src/actions/sources.ts';
import type { EndpointPurpose } from '../src/core/finding.ts';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { type Block, clip, code, fields, SIGNS, type Sign, section, sentence } from './kit.ts';
import { commandFor, findingList, headline, nameOf, type View } from './view.ts';

const signed = (sign: Sign, text: string): string => `${SIGNS[sign]} ${text}`;

const addonFact = ({ virtual_kubelet: addon, issues }: PrecheckResult, say: Catalogue): string => {
  if (addon) return signed(addon.healthy ? 'ok' : 'warning', sentence(say.marks.facts([addon.version, say.addonStatus(addon.status)]), 80));
  const unread = issues.some(({ facts }) => 'operation' in facts && facts.operation === SOURCES.addons.operation);
  return unread ? say.precheck.unreadable : say.precheck.notInstalled;
};

const endpointFact = (vpcep: PrecheckResult['vpcep'], purpose: EndpointPurpose, say: Catalogue): string => {
  const mine = vpcep.endpoints?.filter((endpoint) => endpoint.purpose === purpose) ?? [];
  const words = say.precheck.endpoint;
  const [sign, state]: [Sign, string] = mine.some(({ ready }) => ready)
    ? ['ok', words.ready]
    : mine.length > 0
      ? ['warning', words.notReady]
      : vpcep.missing?.includes(purpose)
        ? ['warning', words.missing]
        : ['waiting', words.unknown];
  return signed(sign, `${say.precheck.purpose(purpose)} ${state}`);
};

const facts = (result: PrecheckResult, say: Catalogue): readonly Block[] => {
  const { network, subnet_roles: roles, node_check: nodes, vpcep } = result;
  const { labels, unreadable, headroom } = say.precheck;
  if (!network) return [];
  const id = (value: string | null): string => (value === null ? say.none : code(clip(value, 60)));
  return fields([
    { label: labels.cluster, value: say.marks.aside(sentence(network.cluster_name, 60), sentence(say.clusterPhase(network.phase), 40)) },
    { label: labels.version, value: sentence(network.version, 40) },
    { label: labels.network, value: sentence(say.precheck.network(network.container_network_mode, network.category), 80) },
    { label: labels.addon, value: addonFact(result, say) },
    {
      label: labels.endpoints,
      value: vpcep.endpoints ? PURPOSES.map((purpose) => endpointFact(vpcep, purpose, say)).join('\n') : unreadable,
    },
    {
      label: labels.headroom,
      value: nodes ? signed(nodes.ready ? 'ok' : 'warning', headroom(nodes.ready, nodes.schedulable_physical_node_count)) : unreadable,
    },
    { label: labels.vpc, value: id(network.vpc_id) },
    { label: labels.podSubnet, value: id(roles.cci_subnet_id) },
    { label: labels.endpointSubnet, value: id(roles.vpcep_subnet_id) },
  ]);
};

/** The one thing to do next. Only commands that this bot has are named. */
const next = (result: PrecheckResult, run: Run, say: Catalogue): string => {
  const { steps } = say.precheck;
  const again = commandFor('precheck', run, run.params);
  const offer = (command: string, words: (command: string) => string): string | null =>
    actionOf(command) ? words(commandFor(command, run)) : null;
  const { issues, warnings, vpcep, virtual_kubelet: addon } = result;
  // Elsewhere `fix what is marked` is the advice; this cannot be fixed.
  if (issues.some((one) => one.code === 'cluster_not_supported' && one.facts.mode !== 'vpc-router'))
    return steps.another(code('/bursting clusters'));
  if (issues.some(({ code: what }) => what !== 'addon_misconfigured')) return steps.fix(again);
  if (issues.length > 0) return offer('setup', steps.repair) ?? steps.fix(again);
  // `setup` makes the endpoints, too; but not where OBS is missing and nobody was told its name.
  const nameless = warnings.some((one) => one.code === 'endpoint_missing' && one.facts.service_name === null);
  if (addon === null && vpcep.missing?.length && !nameless) return offer('setup', steps.setupAll) ?? steps.fix(again);
  if (vpcep.missing?.length) return offer('vpcep', steps.vpcep) ?? steps.fix(again);
  if (addon === null) return offer('setup', steps.setup) ?? steps.install(again);
  if (warnings.length > 0) return steps.warnings(again);
  return offer('verify', steps.verify) ?? steps.nothing;
};

/** What comes next; of a guided run nothing, where all is as it should be. */
const closing = (result: PrecheckResult, run: Run, say: Catalogue): readonly Block[] => {
  if (!run.guided) return [section(`${say.lead(say.precheck.next)} ${next(result, run, say)}`)];
  return result.issues.length + result.warnings.length > 0 ? [section(say.guide.saysOn)] : [];
};

/** Verdict first, then what is in the way and what to do about each, then the facts. */
export const precheck: View<PrecheckResult> = (result, run, say) => {
  const { issues, warnings } = result;
  const name = nameOf(run.target);
  const sign: Sign = issues.length > 0 ? 'problem' : warnings.length > 0 ? 'warning' : 'ok';
  const { ready, readyWith, blocked } = say.precheck;
  const verdict = issues.length > 0 ? blocked(name, issues.length) : warnings.length > 0 ? readyWith(name, warnings.length) : ready(name);
  return {
    sign,
    verdict,
    parts: [
      headline(sign, verdict),
      findingList('problem', issues, run, say),
      findingList('warning', warnings, run, say),
      // In another run's thread the facts are above already.
      ...(run.parent === null ? facts(result, say) : []),
      ...closing(result, run, say),
    ],
  };
};
