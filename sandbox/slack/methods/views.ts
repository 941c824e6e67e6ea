import { checkView } from '../block-check.ts';
import { isObj } from '../block-problem.ts';
import { type Inside, invalidBlocks } from '../inside.ts';
import { wireView } from '../payloads.ts';
import { Refusal } from '../refusal.ts';
import type { View } from '../views.ts';
import { type Args, word } from '../web-arguments.ts';
import type { Method } from './index.ts';

function viewOf(args: Args, type: 'modal' | 'home'): Readonly<Record<string, unknown>> {
  if (!isObj(args.view) || args.view.type !== type) throw new Refusal('invalid_arguments');
  const problems = checkView(args.view);
  if (problems.length > 0) throw invalidBlocks(problems);
  return args.view;
}

/** Shows the view on the screen too and answers with it. */
async function shown(inside: Inside, method: string, args: Args, view: View | null): Promise<{ view: Readonly<Record<string, unknown>> }> {
  if (!view) throw new Refusal('not_found');
  await inside.screen?.(method, args);
  return { view: wireView(inside.workspace, view) };
}

const open: Method['run'] = (args, inside) => {
  const view = viewOf(args, 'modal');
  return shown(inside, 'views.open', args, inside.views.open(inside.interactions.useTrigger(word(args.trigger_id)), view));
};

const push: Method['run'] = (args, inside) => {
  const view = viewOf(args, 'modal');
  const pushed = inside.views.push(inside.interactions.useTrigger(word(args.trigger_id)), view);
  if (!pushed) throw new Refusal('push_limit_reached');
  return shown(inside, 'views.push', args, pushed);
};

const update: Method['run'] = (args, inside) => {
  const view = viewOf(args, 'modal');
  return shown(inside, 'views.update', args, inside.views.update(word(args.view_id ?? args.external_id), view));
};

const publish: Method['run'] = (args, inside) => {
  const view = viewOf(args, 'home');
  const { id, deleted, is_stranger, is_bot } = inside.workspace.person(word(args.user_id));
  if (deleted || is_stranger || is_bot) throw new Refusal('not_enabled');
  const before = inside.views.home(id);
  if (args.hash !== undefined && args.hash !== before?.hash) throw new Refusal('hash_conflict');
  return shown(inside, 'views.publish', args, inside.views.publish(id, view));
};

export const VIEWS: Readonly<Record<string, Method>> = {
  'views.open': { token: 'bot', run: open },
  'views.push': { token: 'bot', run: push },
  'views.update': { token: 'bot', run: update },
  'views.publish': { token: 'bot', run: publish },
};
