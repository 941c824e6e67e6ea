import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  StaticSelectAction,
  ViewSubmitAction,
} from '@slack/bolt';
import { queued, refused } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import { formErrors, loadingView, readForm } from '../blocks/form.ts';
import { FORM_CALLBACK, FORM_CLUSTER, FORM_OPEN } from '../blocks/form-names.ts';
import { noticeView } from '../blocks/notice.ts';
import { interpretForm } from '../src/actions/interpret.ts';
import { proposalsOf } from '../src/actions/proposals.ts';
import { commands } from '../src/actions/registry.ts';
import { clusterWithId } from '../src/config/config.ts';
import { asCommand } from '../src/core/command-line.ts';
import { isRunId } from '../src/core/ids.ts';
import { type Refusal, refusal, shorten } from '../src/core/refusal.ts';
import { refuse } from '../src/people/refuse.ts';
import { roleToAsk } from '../src/people/rights.ts';
import { type Form, type FormDesk, newFormId } from '../src/runs/form.ts';
import { StoreUnavailable } from '../src/runs/store.ts';
import {
  answering,
  type Click,
  type ClickAnswer,
  type ClickDeps,
  foreign,
  judgeWithin,
  objectToRead,
  onButton,
  recordClick,
} from './click.ts';
import type { FloodGuard } from './flood.ts';
import { type StartDeps, startRun } from './start-run.ts';
import { turnstile } from './turnstile.ts';

/** Slack waits 3 s for the answer to a form, and lets a window be opened within 3 s of the click. */
const RIGHTS_MS = 1_200;
const AT_ONCE = 50;

export interface FormDeps extends StartDeps, ClickDeps {
  readonly forms: FormDesk;
  readonly flood: FloodGuard;
}

type Client = AllMiddlewareArgs['client'];
type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type ChooseArgs = SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>> & AllMiddlewareArgs;

/**
 * Opens the form for a command in front of somebody, with "Loading" in it; a worker fills it in. False: Slack opens none, because the
 * click is too long ago.
 */
export async function openForm(
  deps: Pick<FormDeps, 'forms' | 'log'>,
  client: Client,
  trigger: string,
  asked: Omit<Form, 'id'>,
  say: Catalogue,
): Promise<boolean> {
  const form: Form = { ...asked, id: newFormId() };
  await deps.forms.keep(form);
  try {
    const opened = await client.views.open({
      trigger_id: trigger,
      view: loadingView(form.id, { command: form.command, guided: isGuided(form.command) }, say),
    });
    await deps.forms.shown(form.id, opened.view?.id ?? '');
    return true;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    deps.log.warn(
      { user: form.user, command: form.command, detail: error instanceof Error ? error.message.slice(0, 200) : '' },
      'no form opened',
    );
    return false;
  }
}

const isGuided = (command: string): boolean => commands.find(command)?.kind === 'guided';

const exampleOf = ({ command, cluster, params }: Omit<Form, 'id'>): string =>
  asCommand({
    words: [command, ...(cluster === null ? [] : [cluster])],
    parameters: Object.entries(params).map(([key, value]) => ({ key, value })),
  });

/** Forms: the button that opens one for a plan that a run proposes, the choice of a cluster, and what is sent. */
export function registerForms(app: App, deps: FormDeps): void {
  const inTurn = turnstile(AT_ONCE);
  for (const command of commands.names.filter((name) => commands.find(name)?.kind === 'plan')) {
    onButton(app, deps, `${FORM_OPEN}${command}`, inTurn, async (click, { client, body }) => {
      const found = await proposed(deps, click, command);
      await recordClick(deps, 'form', click, 'refused' in found ? found.refused : null);
      if ('refused' in found) return refused(found.refused, await click.say);
      const opened = await openForm(deps, client, body.trigger_id, found.form, await click.say);
      return opened ? null : refused(refusal('form_not_opened', { command, example: exampleOf(found.form) }), await click.say);
    });
  }
  app.action<BlockAction<StaticSelectAction>>(
    { type: 'block_actions', action_id: FORM_CLUSTER },
    async ({ ack, body, action }: ChooseArgs) => {
      await ack();
      const form = await deps.forms.get(body.view?.private_metadata ?? '');
      if (form?.user === body.user.id) await deps.forms.choose(form, action.selected_option.value);
    },
  );
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: FORM_CALLBACK }, async ({ ack, body, view }: SubmitArgs) => {
    const say = deps.speak(body.user.id);
    const answer = await inTurn(() => answering(deps, say, async () => submit(deps, body.user.id, body.team?.id ?? null, view, await say)));
    if ('errors' in answer) return ack({ response_action: 'errors', errors: { ...answer.errors } });
    // Nothing came of it, and nothing of what was typed is lost.
    if (answer.failed) return ack({ response_action: 'errors', errors: formErrors(answer.text, view.state, await say) });
    return ack({ response_action: 'update', view: noticeView(answer.text, await say) });
  });
}

type Found = { readonly refused: Refusal } | { readonly form: Omit<Form, 'id'> };

/** What a run proposes is looked up in the run, whatever the button says. */
async function proposed(deps: FormDeps, click: Click, command: string): Promise<Found> {
  const other = foreign(click, deps);
  if (other) return { refused: other };
  const stored = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  if (!stored) return { refused: refusal('unknown_run', { id: shorten(click.run), near: null }) };
  const { run } = stored;
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const [hidden, verdict] = await Promise.all([
    objectToRead(deps, click, run, RIGHTS_MS),
    judgeWithin(RIGHTS_MS, deps, roleToAsk('plan'), click.user, cluster),
  ]);
  if (hidden) return { refused: hidden };
  if (!verdict.allowed) return { refused: refuse(verdict, run.target.alias) };
  const invocation = proposalsOf(run).find((each) => each.command === command);
  if (!invocation) return { refused: refusal('not_proposed', { id: run.id, command }) };
  const { alias } = run.target;
  return { form: { user: click.user, channel: run.channel, command, params: invocation.params, cluster: alias } };
}

type Sent = { readonly errors: Readonly<Record<string, string>> } | ClickAnswer;

/** What was sent goes the way of a typed command: once, whatever Slack delivers again, and what is wrong with it stands at its field. */
async function submit(deps: FormDeps, user: string, team: string | null, view: ViewSubmitAction['view'], say: Catalogue): Promise<Sent> {
  const no = (why: Refusal): Sent => ({ errors: formErrors(why, view.state, say) });
  const form = await deps.forms.get(view.private_metadata);
  if (!form || form.user !== user || (team !== null && team !== deps.workspace().teamId)) return refused(refusal('form_gone', {}), say);
  const seconds = deps.flood.admit(user);
  if (seconds > 0) return no(refusal('rate_limited', { seconds }));
  const { cluster = null, params = {} } = readForm(view.state) ?? {};
  const { command, channel } = form;
  const read = interpretForm(
    { command, cluster, params },
    { commands, rules: deps.rules, channel, isDirectMessage: channel.startsWith('D') },
  );
  if ('refused' in read) return no(read.refused);
  const started = await startRun(deps, { user, channel, delivery: form.id }, read.ok);
  return 'refused' in started ? no(started.refused) : queued(started.run, say);
}
