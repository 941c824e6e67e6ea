import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { refused } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import { formView } from '../blocks/form.ts';
import type { Modal } from '../blocks/modal.ts';
import { noticeView } from '../blocks/notice.ts';
import { actionOf } from '../src/actions/index.ts';
import type { ClusterConfig, Rules } from '../src/config/config.ts';
import type { AnyAction, Choice, Context } from '../src/core/action.ts';
import { askedFields } from '../src/core/form.ts';
import { refusal } from '../src/core/refusal.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import { refuse } from '../src/people/refuse.ts';
import type { Verdict } from '../src/people/rights.ts';
import type { Form } from '../src/runs/form.ts';
import type { Forms, OpenForm } from './forms.ts';
import type { JobHints } from './queues.ts';
import type { Rights } from './rights.ts';
import { slackCode, troubleOf } from './slack-errors.ts';
import type { Speak } from './speak.ts';
import type { World } from './world.ts';

/** Somebody looks at "Loading": what was not looked up by then is typed. */
const LOOK_UP_MS = 6_000;
/** After so long a worker of another group is not waited for any more. */
const HAND_OVER_MS = 8_000;
/** What Slack says of a window that was closed. */
const CLOSED: ReadonlySet<string> = new Set(['not_found', 'view_not_found']);

export interface FormFillerDeps {
  readonly forms: Forms;
  readonly hints: Pick<JobHints, 'form'>;
  readonly speak: Speak;
  readonly world: Pick<World, 'open'>;
  readonly rights: Pick<Rights, 'judge'>;
  readonly rules: Rules;
  /** This worker's group. */
  readonly group: string;
  readonly slack: WebClient;
  readonly log: Logger;
}

/** Fills in a form that stands in front of somebody: the clusters that they may ask about there, and live choices of the chosen one. */
export class FormFiller {
  readonly #deps: FormFillerDeps;

  constructor(deps: FormFillerDeps) {
    this.#deps = deps;
  }

  /** Safe to call at any time, any number of times, in any process. */
  async fill(id: string): Promise<void> {
    const { forms, hints, group } = this.#deps;
    const open = await forms.open(id);
    const action = open && actionOf(open.form.command);
    if (!open || !action) return;
    const { form } = open;
    const say = await this.#deps.speak(form.user);
    const judged = await this.#judged(form);
    const clusters = judged.filter(({ verdict }) => verdict.allowed).map(({ cluster }) => cluster);
    const [only, ...others] = clusters;
    if (!only) return this.#show(open, noticeView(whyNone(form, judged, say), say));

    const chosen = clusters.find(({ alias }) => alias === form.cluster) ?? (others.length === 0 ? only : null);
    const lookUp = Object.keys(action.options ?? {}).length > 0;
    if (lookUp && chosen && chosen.workers !== group && open.waitedMs < HAND_OVER_MS) return hints.form(id, chosen.workers);
    const choices = lookUp && chosen?.workers === group ? await this.#choices(action, chosen) : {};
    await this.#show(
      open,
      formView(
        {
          id,
          command: form.command,
          guided: action.kind === 'guided',
          clusters: clusters.map(({ alias }) => alias),
          cluster: chosen?.alias ?? null,
          asked: askedFields(action, 'form' in action ? action.form : [], form.params),
          help: action.parameterHelp,
          choices,
          values: form.params,
          live: lookUp,
        },
        say,
      ),
    );
  }

  /** The clusters that may be named there, and whether this person may ask for a plan on each. */
  #judged({ user, channel }: Form): Promise<readonly { readonly cluster: ClusterConfig; readonly verdict: Verdict }[]> {
    const named = [...this.#deps.rules.clusters.values()].filter((cluster) => clusterAllowedIn(cluster, channel));
    return Promise.all(named.map(async (cluster) => ({ cluster, verdict: await this.#deps.rights.judge('operator', user, cluster) })));
  }

  /** What could be looked up in time. */
  async #choices(action: AnyAction, cluster: ClusterConfig): Promise<Readonly<Record<string, readonly Choice[]>>> {
    const signal = AbortSignal.timeout(LOOK_UP_MS);
    const { alias, region, projectId, clusterId } = cluster;
    const options = Object.entries(action.options ?? {}) as [string, (context: Context) => Promise<readonly Choice[]>][];
    try {
      const context = await this.#deps.world.open({ alias, region, projectId, clusterId }, new Date(), signal, () => {});
      const found = await Promise.all(
        options.map(async ([name, look]) => [name, await look(context).catch((error: unknown) => this.#unknown(name, error))] as const),
      );
      return Object.fromEntries(found);
    } catch (error) {
      this.#unknown('all', error);
      return {};
    }
  }

  #unknown(parameter: string, error: unknown): readonly Choice[] {
    this.#deps.log.info({ parameter, detail: error instanceof Error ? error.message.slice(0, 200) : '' }, 'choices not looked up');
    return [];
  }

  async #show(open: OpenForm, view: Modal): Promise<void> {
    const { forms, slack, log } = this.#deps;
    try {
      await slack.views.update({ view_id: open.view, view });
    } catch (error) {
      const code = slackCode(error);
      if (code === null || !CLOSED.has(code)) {
        const { kind } = troubleOf(error);
        log.warn({ form: open.form.id, slack: code, trouble: kind }, 'form not filled in yet');
        // It comes back in a moment, while somebody may still look at it.
        if (kind === 'again' || kind === 'limited') return;
      }
    }
    await forms.filled(open);
  }
}

/** Why no cluster can be chosen: the first reason that holds. */
function whyNone(
  { command }: Form,
  [first]: readonly { readonly cluster: ClusterConfig; readonly verdict: Verdict }[],
  say: Catalogue,
): string {
  const none = refusal('no_cluster', { aliases: [], form: false, command, example: '/bursting clusters' });
  return refused(first ? refuse(first.verdict, first.cluster.alias) : none, say).text;
}
