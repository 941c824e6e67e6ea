import { describe, expect, test } from 'vitest';
import { brokenHome, type Home, type HomeRun, type HomeView, homeView } from '../../blocks/home.ts';
import { checkView } from '../../sandbox/slack/block-check.ts';
import type { Run } from '../../src/runs/run.ts';
import { approval, planOf, planRun, strangePlan } from './plan-samples.ts';
import { read } from './reading.ts';
import * as s from './samples.ts';

const AT = Date.UTC(2026, 10, 23, 12, 10);
const LINK = 'https://lab.slack.com/archives/C01OPS/p1763900000000100';
const at = (run: Run): HomeRun => ({ run, link: LINK });
const homeOf = (more: Partial<Home> = {}): Home => ({
  at: AT,
  mine: [],
  others: [],
  applying: [],
  frozen: null,
  clusters: [],
  roles: [],
  ...more,
});

/** The buttons, each with what it carries. */
const buttonsOf = ({ blocks }: HomeView) =>
  blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ action_id, value }) => `${action_id} ${value ?? ''}`.trim()) : [],
  );

describe('a Home', () => {
  test('with nothing in it says so, and can be asked for again', () => {
    const view = homeView(homeOf());
    expect(read(view)).toContain('No plan waits for you');
    expect(read(view)).toContain('There is no cluster that you may see here.');
    expect(read(view)).toContain(`as of <!date^${AT / 1_000}`);
    expect(read(view)).not.toMatch(/Other plans|being applied/);
    expect(buttonsOf(view)).toEqual(['home_refresh']);
  });

  test('shows the plans that wait for this person with their buttons, and the others without', () => {
    const other = planRun({ id: 'run_1111111111', command: 'setup', requestedBy: 'U02BOB', approvals: [approval('U02BOB')] });
    const view = homeView(homeOf({ mine: [at(planRun())], others: [at(other)] }));
    const text = read(view);
    expect(text).toContain('1 plan waits for you');
    expect(text).toContain('vpcep on prod waits for approval to create 2 VPC endpoints.');
    expect(text).toContain('asked by <@U01ALICE>');
    expect(text).toContain('decide before <!date^');
    expect(text).toContain(`<${LINK}|its message>`);
    expect(text).toContain('*Other plans that wait for approval*\n✋ setup on prod waits');
    const id = planRun().id;
    expect(buttonsOf(view)).toEqual(['home_refresh', `plan_approve ${id}`, `plan_reject ${id}`, `plan_details ${id}`]);
  });

  test('shows what is applied, the latest verdict of each cluster, and roles by what they allow', () => {
    const applying = planRun({ state: 'applying', approvals: [approval('U02BOB')], steps: {} });
    const precheck = s.done(s.precheckOf('x'));
    const view = homeView(
      homeOf({
        applying: [at(applying)],
        clusters: [
          { alias: 'prod', last: at(precheck), frozen: null },
          { alias: 'lab', last: null, frozen: null },
        ],
        roles: [
          { alias: 'prod', roles: ['viewer', 'operator'] },
          { alias: 'lab', roles: ['viewer', 'operator', 'approver'] },
          { alias: 'test', roles: ['viewer', 'operator'] },
          { alias: 'far', roles: [] },
        ],
      }),
    );
    const text = read(view);
    expect(text).toContain('🔄 vpcep on prod is being applied: 0 of 2 steps done.');
    expect(text).toContain('✅ prod is ready to burst to CCI 2.0.');
    expect(text).toContain('lab was not looked at lately: `/bursting precheck lab`');
    expect(text).toContain('✅ You may read and ask for plans on `prod` and `test`.');
    expect(text).toContain('✅ You may read, ask for plans and approve on `lab`.');
    expect(text).toContain('🚫 You may not do anything on `far`.');
  });

  test('without configured clusters tells the rights everywhere', () => {
    expect(read(homeView(homeOf({ roles: [{ alias: null, roles: ['viewer'] }] })))).toContain('You may read.');
  });

  test('is the same but for the time of the data when nothing else is new', () => {
    const home = homeOf({ mine: [at(planRun())] });
    const [before, later] = [homeView(home), homeView({ ...home, at: AT + 60_000 })];
    const differing = before.blocks.filter((block, i) => JSON.stringify(block) !== JSON.stringify(later.blocks[i]));
    expect(differing).toHaveLength(1);
  });

  test('says first what is frozen, by whom, since when and why; nothing where nothing is', () => {
    const clusters = [
      { alias: 'prod', last: null, frozen: { by: 'U02BOB', reason: 'incident *42*', at: AT } },
      { alias: 'lab', last: null, frozen: null },
    ];
    const text = read(homeView(homeOf({ clusters })));
    expect(text).toMatch(/no apply makes another write.*\n✋ \*prod, by <@U02BOB>\*.*<!date\^.*incident/);
    expect(text).not.toContain('*42*');
    expect(text).not.toContain('lab, by');
    expect(text.indexOf('incident')).toBeLessThan(text.indexOf('No plan waits'));
    expect(read(homeView(homeOf({ frozen: { by: 'U02BOB', reason: null, at: null } })))).toContain('✋ *Everything, by <@U02BOB>*');
    expect(read(homeView(homeOf()))).not.toContain('Frozen');
  });

  test.each([s.HOSTILE, s.RTL, s.LONG, ''])('is taken by Slack whatever is in it (%#)', { timeout: 60_000 }, (x) => {
    const many = Array.from({ length: 60 }, (_, i) => at(planRun({ id: `run_${String(i).padStart(10, '0')}`, plan: strangePlan(x, 3) })));
    const home = homeOf({
      mine: many,
      others: many,
      frozen: { by: x, reason: x, at: null },
      applying: many.map(({ run, link }) => ({ run: { ...run, state: 'applying' as const }, link })),
      clusters: Array.from({ length: 40 }, (_, i) => ({
        alias: `${x}${i}`,
        last: i % 2 === 0 ? null : at(s.done(s.precheckOf(x, s.findingsOf(x).slice(0, 5)))),
        frozen: { by: x, reason: x, at: AT },
      })),
      roles: Array.from({ length: 200 }, (_, i) => ({ alias: `${x}${i}`, roles: i % 3 === 0 ? (['viewer'] as const) : [] })),
    });
    const view = homeView(home);
    expect(checkView(view)).toEqual([]);
    expect(read(view)).toContain('and 45 more');
    expect(read(view).replace(/<!date\^[^>]*>|<@[UW][A-Z0-9]+>|<https:[^>|]*\|its message>/g, '')).not.toMatch(/[<>]/);
    expect(buttonsOf(view).filter((button) => button.startsWith('plan_approve'))).toHaveLength(15);
  });

  test('where a plan cannot be approved by anybody it has no Approve', () => {
    const view = homeView(homeOf({ mine: [at(planRun({ plan: planOf({ approvable: false }) }))] }));
    expect(buttonsOf(view).some((button) => button.startsWith('plan_approve'))).toBe(false);
  });

  test('that broke still says what to do', () => {
    const view = brokenHome(AT);
    expect(checkView(view)).toEqual([]);
    expect(read(view)).toContain('`/bursting runs`');
    expect(buttonsOf(view)).toEqual(['home_refresh']);
  });
});
