import { describe, expect, test } from 'vitest';
import { broken, decided, onItsWay, postedThere, queued, reposting } from '../../../blocks/answers.ts';
import { auditLine } from '../../../blocks/audit.ts';
import { detailsView } from '../../../blocks/details.ts';
import { type FormShown, formErrors, formView, loadingView } from '../../../blocks/form.ts';
import { brokenHome, type Home, homeView } from '../../../blocks/home.ts';
import { catalogueOf } from '../../../blocks/languages.ts';
import { renderAnswer } from '../../../blocks/local/index.ts';
import { noticeView } from '../../../blocks/notice.ts';
import { noticeText } from '../../../blocks/notices.ts';
import { reasonError, reasonView } from '../../../blocks/reject.ts';
import { actionOf, actions } from '../../../src/actions/index.ts';
import { commands } from '../../../src/actions/registry.ts';
import { askedFields } from '../../../src/core/form.ts';
import { problem, refusal } from '../../../src/core/refusal.ts';
import type { Because, Role } from '../../../src/people/rights.ts';
import type { AuditRecord } from '../../../src/runs/audit.ts';
import { RUN_STATES } from '../../../src/runs/run.ts';
import * as p from '../plan-samples.ts';
import * as s from '../samples.ts';
import { gluedCode, readIn, strayWords } from './stray.ts';

type Say = ReturnType<typeof catalogueOf>;
/** Something shown, by what it is, in one language. */
type Shown = readonly [string, (say: Say) => unknown];

const AT = Date.UTC(2026, 10, 23, 12, 10);
const LINK = 'https://lab.slack.com/archives/C01OPS/p1763900000000100';
const frozen = { by: 'U02BOB', reason: '42', at: AT };
const all = commands.names.flatMap((name) => commands.find(name) ?? []);
const planned = p.planRun({ command: 'setup', plan: p.planOf({ steps: [p.createSwr, p.unchangedSwrApi, p.updateAddon] }) });

const BECAUSE: readonly Because[] = [
  { code: 'everyone' },
  { code: 'listed' },
  { code: 'in_group', group: 'S0ONCALL' },
  ...(['guest', 'bot', 'deactivated', 'foreign', 'unknown'] as const).map((why): Because => ({ code: 'barred', why })),
  { code: 'not_listed', users: ['U02BOB'], groups: ['S0ONCALL'] },
  { code: 'unknown', users: ['U02BOB'], groups: ['S0ONCALL'] } as Because,
  { code: 'nobody_configured' },
];
const ROLES: readonly Role[] = ['viewer', 'operator', 'approver'];
const watch = { target: s.runOf().target, group: 'default', everyMs: 900_000, channel: 'C01OPS', by: 'U01ALICE' };

const local = (name: Parameters<typeof renderAnswer>[0], answers: readonly unknown[]): readonly Shown[] =>
  answers.map((answer, i) => [`${name} ${i}`, (say) => renderAnswer(name, answer, say)]);

const ANSWERS: readonly Shown[] = [
  ...local('help', [{ topic: 'all', commands: all, approvers: false }, ...all.map((command) => ({ topic: 'one', command }))]),
  ...local('whoami', [
    {
      user: 'U01ALICE',
      clusters: [
        { alias: null, verdicts: [] },
        {
          alias: 'prod',
          verdicts: ROLES.flatMap((role) => BECAUSE.flatMap((because) => [true, false].map((allowed) => ({ role, allowed, because })))),
        },
      ],
    },
  ]),
  ...local('clusters', [
    { clusters: [s.runOf().target], usual: 'prod', unlistedAllowed: true },
    { clusters: [], usual: null, unlistedAllowed: false },
  ]),
  ...local('runs', [
    { cluster: null, state: null, runs: [] },
    ...RUN_STATES.map((state) => ({ cluster: 'prod', state, runs: Array.from({ length: 60 }, () => s.runOf({ state })) })),
  ]),
  ...local('show', [
    { run: planned, link: LINK },
    { run: s.done(s.capacityOf(), { command: 'capacity' }), link: null },
  ]),
  ...local('cancel', [
    { run: planned, stopping: true },
    { run: planned, stopping: false },
  ]),
  ...(['freeze', 'unfreeze'] as const).flatMap((name) =>
    local(name, [
      { cluster: 'prod', reason: '42', before: frozen },
      { cluster: null, reason: null, before: { by: 'U02BOB', reason: null } },
      { cluster: 'prod', reason: null, before: null },
      { cluster: null, reason: null, before: null },
    ]),
  ),
  ...local('watch', [
    { watches: [] },
    {
      watches: Array.from({ length: 50 }, (_, i) => ({
        ...watch,
        by: i % 2 === 0 ? null : 'U01ALICE',
        channel: i % 3 === 0 ? 'D01' : 'C01OPS',
      })),
    },
    ...[5, 90, 60, 2_880].map((minutes) => ({ set: { ...watch, everyMs: minutes * 60_000 }, before: watch })),
  ]),
  ...local(
    'unwatch',
    [true, false].map((watched) => ({ cluster: 'prod', watched })),
  ),
  ['queued', (say) => queued(planned, say)],
  ['json', (say) => [true, false].flatMap((fresh) => [LINK, null].map((link) => onItsWay(planned, fresh, link, say)))],
  ['repost', (say) => [reposting(planned, say), { text: postedThere(LINK, say) }]],
  ['broken', (say) => broken('7f3a9c', say)],
  [
    'decided',
    (say) => [
      decided(p.planRun({ plan: p.planOf({ required: 2 }), approvals: [p.approval('U02BOB')] }), 'approve', say),
      decided(p.planRun({ state: 'approved' }), 'approve', say),
      decided(planned, 'reject', say),
    ],
  ],
];

const formOf = (command: string): FormShown => {
  const action = actionOf(command);
  if (!action) throw new Error(`there is no ${command}`);
  return {
    ...{ id: 'form_0123456789abcdef', command, guided: action.kind === 'guided', clusters: ['prod'], cluster: null },
    ...{
      asked: askedFields(action, 'form' in action ? action.form : [], {}),
      help: action.parameterHelp,
      choices: {},
      values: {},
      live: true,
    },
  };
};
const state = { values: { cluster: { form_cluster: {} }, 'typed:node_count': { value: {} }, 'typed:flavor': { value: {} } } };
const forms = Object.keys(actions).filter((name) => actionOf(name)?.kind !== 'read');

const home: Home = {
  at: AT,
  mine: [planned, p.planRun({ plan: p.planOf({ required: 2 }) })].map((run) => ({ run, link: LINK })),
  others: [{ run: p.planRun({ plan: p.planOf({ approvable: false }) }), link: LINK }],
  applying: [{ run: p.planRun({ state: 'applying' }), link: null }],
  frozen: { by: 'U02BOB', reason: null, at: null },
  clusters: [
    { alias: 'prod', last: { run: s.done(s.precheckOf('1.5.82')), link: LINK }, frozen },
    { alias: 'lab', last: null, frozen: null },
  ],
  roles: [
    { alias: 'prod', roles: ROLES },
    ...Array.from({ length: 20 }, (_, i) => ({ alias: `lab${i}`, roles: ['viewer'] as const })),
    { alias: null, roles: [] },
  ],
};
const empty: Home = { at: AT, mine: [], others: [], applying: [], frozen: null, clusters: [], roles: [] };

const WINDOWS: readonly Shown[] = [
  ...forms.flatMap((command): readonly Shown[] => [
    [`the form of ${command}`, (say) => formView(formOf(command), say)],
    [`the form of ${command}, loading`, (say) => loadingView('form_0123456789abcdef', formOf(command), say)],
  ]),
  [
    'errors at fields',
    (say) => {
      const of = { command: 'create-nodepool', example: '/bursting create-nodepool prod' };
      const problems = [
        problem('missing_value', { parameter: 'flavor', accepted: 'x', command: 'create-nodepool' }),
        problem('no_cluster', { aliases: ['prod'], form: false }),
        problem('two_clusters', { first: 'prod', second: 'lab' }),
      ];
      const errors = formErrors(refusal('several', { problems, ...of }), state, say);
      return Object.values(errors).map((text) => ({ text }));
    },
  ],
  ['a notice', (say) => noticeView(say.refusals.form_gone({}), say)],
  ['Home', (say) => homeView(home, say)],
  ['Home, empty', (say) => homeView(empty, say)],
  ['Home, broken', (say) => brokenHome(AT, say)],
  ...RUN_STATES.map((of): Shown => [`details, ${of}`, (say) => detailsView({ ...planned, state: of }, say)]),
  ['details, rejected', (say) => detailsView(p.planRun({ approvals: [p.approval('U02BOB', { verdict: 'rejected', reason: '42' })] }), say)],
  ['details, no plan', (say) => detailsView(p.planRun({ plan: null }), say)],
  ['reason', (say) => reasonView(planned, { home: 'U01ALICE' }, say)],
  ['reason missing', (say) => Object.values(reasonError(undefined, say)).map((text) => ({ text }))],
];

const move: AuditRecord = {
  ...{ kind: 'move', run: 'run_0123456789', from: 'awaiting_approval', to: 'approved', by: 'U02BOB', command: 'vpcep', cluster: 'prod' },
  ...{ fingerprint: p.FINGERPRINT, error: 'timeout', reason: '42' },
};
const RECORDS: readonly AuditRecord[] = [
  ...RUN_STATES.map((to): AuditRecord => ({ ...move, to })),
  { kind: 'click', run: 'run_0123456789', verb: 'approve', by: 'U04MALLORY', refused: 'not_allowed', channel: 'C0PRODOPS', ts: '1.2' },
  { kind: 'superseded', run: 'run_0123456789', by_run: 'run_9876543210' },
  { kind: 'stop', run: 'run_0123456789', by: 'U02BOB' },
  { kind: 'freeze', scope: 'all', by: 'U02BOB', reason: '42' },
  { kind: 'unfreeze', scope: 'prod', by: 'U02BOB', reason: null },
];
const people = { users: ['U01ALICE'], groups: [] };
const NOTICES: readonly Shown[] = [
  ...(['incident', 'waits', 'remind'] as const).map(
    (says): Shown => [says, (say) => ({ text: noticeText(planned, { says, to: [] }, people, { ping: true, say }) })],
  ),
  ...[1, 2].map((given): Shown => {
    const run = p.planRun({ plan: p.planOf({ required: 2 }) });
    return [`decided ${given}`, (say) => ({ text: noticeText(run, { says: 'decided', given, to: [] }, people, { ping: true, say }) })];
  }),
  ...RUN_STATES.map(
    (of): Shown => [
      `ended ${of}`,
      (say) => ({ text: noticeText({ ...planned, state: of }, { says: 'ended', to: [] }, people, { ping: true, say }) }),
    ],
  ),
  ...RECORDS.map((record, i): Shown => [`audit ${i}`, (say) => ({ text: auditLine({ at: AT, record, hash: '0123456789abcdef' }, say) })]),
];

/** Ids and values that the samples have, and the two verbs that an audit record is made of. */
const VALUES = ['prod', 'lab', 'pods', 'approve', 'zones', 'log', 'swr', 'swr-api', 'obs', 'addon'];

describe.each([
  ['an answer', ANSWERS],
  ['a window', WINDOWS],
  ['a notice', NOTICES],
] as const)('%s in Chinese', (_, all) => {
  test.each(all)('%s: no English word, and code is set apart', (_name, show) => {
    const said = readIn(show(catalogueOf('zh')));
    expect(said).toMatch(/\p{Script=Han}/u);
    expect(strayWords(said, VALUES)).toEqual([]);
    expect(gluedCode(said)).toEqual([]);
    expect(said).not.toMatch(/undefined|null|NaN|\[object|\p{Script=Han}[,;:]|[,;:]\p{Script=Han}|。。|：。|，，|、、/u);
  });

  test('which would be seen in English', () => {
    const unseen = all.filter(([, show]) => strayWords(readIn(show(catalogueOf('en'))), VALUES).length === 0);
    expect(unseen.map(([name]) => name)).toEqual([]);
  });
});
