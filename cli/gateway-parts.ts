import type { App } from '@slack/bolt';
import type { ClickDeps } from '../handlers/click.ts';
import { registerCommand } from '../handlers/command.ts';
import { registerDecisions } from '../handlers/decision.ts';
import { registerEvents } from '../handlers/events.ts';
import { FloodGuard } from '../handlers/flood.ts';
import { registerForms } from '../handlers/form.ts';
import { registerHome } from '../handlers/home.ts';
import { registerRunButtons } from '../handlers/run-buttons.ts';
import { speakTo } from '../jobs/speak.ts';
import { signApproval } from '../src/runs/signature.ts';
import type { Parts } from './parts.ts';
import type { SlackParts } from './slack-parts.ts';
import type { Workspace } from './workspace.ts';

/** What a gateway answers to, and with what: whatever it needs beyond what every process has is loaded from here. */
export function registerListeners(parts: Parts, { directory, rights }: SlackParts, workspace: Workspace, app: App): void {
  const { config, log, store, freezes, metrics, signingKeys, homes, forms, watches } = parts;
  const { rules } = config;
  const clicks: ClickDeps = {
    rules,
    runs: store,
    judge: (role, user, cluster) => rights.judge(role, user, cluster),
    homes,
    speak: speakTo(directory),
    workspace: () => workspace,
    log,
  };
  const flood = new FloodGuard(rules.limits.commandsPerUserPerMinute);
  registerCommand(app, { ...clicks, freezes, watches, forms, flood, onAnswer: metrics.acknowledged });
  registerForms(app, { ...clicks, forms, flood });
  registerDecisions(app, { ...clicks, sign: (run, approval) => signApproval(signingKeys, run, approval) });
  registerRunButtons(app, clicks);
  registerEvents(app, directory, homes);
  registerHome(app, homes, clicks.speak);
}
