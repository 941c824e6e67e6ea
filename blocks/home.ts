import type { Role } from '../src/people/rights.ts';
import type { Freeze } from '../src/runs/freeze.ts';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { namesOf } from './index.ts';
import {
  actions,
  type Block,
  button,
  clip,
  code,
  context,
  divider,
  fitted,
  HOME_LIMITS,
  mention,
  type Part,
  SIGNS,
  section,
  sentence,
  slackDate,
} from './kit.ts';
import { pack } from './lines.ts';
import { buttons } from './plan/decision.ts';
import { shownRun } from './run.ts';

/** A run, and the address of its message; null: it has none yet. */
export interface HomeRun {
  readonly run: Run;
  readonly link: string | null;
}

/** Everything one person's App Home shows. */
export interface Home {
  /** When the data was read, in milliseconds since 1970. */
  readonly at: number;
  /** Plans that this person may approve, now. */
  readonly mine: readonly HomeRun[];
  /** Other plans that wait. */
  readonly others: readonly HomeRun[];
  readonly applying: readonly HomeRun[];
  /** No apply writes anywhere. */
  readonly frozen: Freeze | null;
  /** The latest verdict of each cluster, and whether changes on it are frozen. */
  readonly clusters: readonly { readonly alias: string; readonly last: HomeRun | null; readonly frozen: Freeze | null }[];
  /** Alias null: there is no configured cluster, and these are the rights everywhere. */
  readonly roles: readonly { readonly alias: string | null; readonly roles: readonly Role[] }[];
}

/** What `views.publish` takes. */
export interface HomeView {
  readonly type: 'home';
  readonly blocks: Block[];
}

export const HOME_REFRESH = 'home_refresh';

/** Plans with buttons take three blocks each; lists are short lines in a few sections each. */
const PLANS = 15;
const SECTIONS = 4;

const linked = (link: string | null, label: string): readonly string[] => (link === null ? [] : [`<${link}|${label}>`]);

/** A plan that waits for this person: what it does, until when, and its buttons. */
const asking = ({ run, link }: HomeRun, say: Catalogue): readonly Block[] => {
  const { sign, verdict } = shownRun(run, say);
  const facts = [
    code(clip(run.id, 40)),
    say.run.askedBy(mention(run.requestedBy)),
    ...(run.deadline === null ? [] : [say.home.until(slackDate(run.deadline))]),
    ...linked(link, say.home.message),
  ];
  return [
    section(`${SIGNS[sign]} *${sentence(verdict, 300)}*`),
    context(...facts),
    ...(run.plan ? [actions(...buttons(run, run.plan, namesOf(run.command, say), say))] : []),
  ];
};

const line = ({ run, link }: HomeRun, say: Catalogue): string => {
  const { sign, verdict } = shownRun(run, say);
  return [`${SIGNS[sign]} ${sentence(verdict, 300)}`, slackDate(run.updatedAt), ...linked(link, say.home.message)].join('  ·  ');
};

const list = (title: string, lines: readonly string[], say: Catalogue): readonly Part[] => {
  const { blocks, left } = pack([`*${title}*`, ...lines], SECTIONS);
  return [...blocks, ...(left > 0 ? [context(say.home.more(left))] : [])];
};

const clusterLine = ({ alias, last }: Home['clusters'][number], say: Catalogue): string =>
  last === null ? `${SIGNS.untouched} ${say.home.unseen(sentence(alias, 60), code(`/bursting precheck ${alias}`))}` : line(last, say);

/** What is frozen, by whom, since when and why. `alias` null: everything. */
const frozenLine = (alias: string | null, { by, reason, at }: Freeze, say: Catalogue): string =>
  [
    `${SIGNS.waiting} *${say.home.frozen(alias === null ? null : sentence(alias, 60), mention(by))}*`,
    ...(at === null ? [] : [slackDate(at)]),
    ...(reason === null ? [] : [sentence(reason, 300)]),
  ].join('  ·  ');

const freezes = ({ frozen, clusters }: Home, say: Catalogue): readonly Part[] => {
  const lines = [
    ...(frozen ? [frozenLine(null, frozen, say)] : []),
    ...clusters.flatMap(({ alias, frozen: own }) => (own ? [frozenLine(alias, own, say)] : [])),
  ];
  return lines.length === 0 ? [] : list(say.home.freezes, lines, say);
};

/** Clusters with the same rights share a line. */
const roleLines = ({ roles }: Home, say: Catalogue): readonly string[] => {
  const same = Map.groupBy(roles, (each) => each.roles.join(' '));
  return [...same.values()].map((together) => {
    const names = together.flatMap(({ alias }) => (alias === null ? [] : [code(alias)]));
    const held = together[0]?.roles ?? [];
    return `${SIGNS[held.length > 0 ? 'ok' : 'cancelled']} ${say.home.roles(held, names)}`;
  });
};

const top = (at: number, say: Catalogue): readonly Block[] => [
  section(`*${say.home.title}*`),
  context(say.home.asOf(slackDate(at))),
  actions(button(say.home.refresh, HOME_REFRESH)),
];

/** One person's App Home. Pure; `at` is all that changes while nothing else does. */
export function homeView(home: Home, say: Catalogue = en): HomeView {
  const words = say.home;
  const { mine, others, applying, clusters } = home;
  const shown = mine.slice(0, PLANS);
  const parts: readonly Part[] = [
    ...top(home.at, say),
    ...freezes(home, say),
    divider,
    section(`*${words.mine(mine.length)}*`),
    ...shown.flatMap((each) => asking(each, say)),
    ...(mine.length > shown.length ? [context(words.more(mine.length - shown.length))] : []),
    ...(others.length === 0
      ? []
      : list(
          words.others,
          others.map((each) => line(each, say)),
          say,
        )),
    ...(applying.length === 0
      ? []
      : list(
          words.applying,
          applying.map((each) => line(each, say)),
          say,
        )),
    divider,
    ...list(words.clusters, clusters.length === 0 ? [words.noClusters] : clusters.map((each) => clusterLine(each, say)), say),
    divider,
    ...list(words.yourRoles, [...roleLines(home, say), words.whoami(code('/bursting whoami'))], say),
  ];
  return { type: 'home', blocks: [...fitted(parts, HOME_LIMITS)] };
}

/** Where a view broke: what can be said anyway. */
export const brokenHome = (at: number, say: Catalogue = en): HomeView => ({
  type: 'home',
  blocks: [...top(at, say), section(`${SIGNS.failed} ${say.home.broken(code('/bursting runs'))}`)],
});
