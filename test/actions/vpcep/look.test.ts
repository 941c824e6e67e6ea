import { describe, expect, it } from 'vitest';
import { createStep, unchangedStep } from '../../../src/actions/vpcep/steps.ts';
import { vpcep } from '../../../src/actions/vpcep.ts';
import type { Step } from '../../../src/core/plan.ts';
import type { Endpoint } from '../../../src/ports/cloud.ts';
import * as w from '../precheck/world.ts';

const SECOND = '0a11b22c-0000-4000-8000-00000000000b';
const [swrService, , obsService] = w.services();
if (!swrService || !obsService) throw new Error('the world has these services');
const swrStep = createStep('swr', swrService, w.VPC, { subnetId: w.NODES.id });
const obsStep = createStep('obs', obsService, w.VPC, { routeTableIds: [SECOND, w.TABLE] });
const bound = [w.TABLE, SECOND];

const look = (step: Step, endpoints: Endpoint[], change: Partial<w.World> = {}) =>
  vpcep.look(step, w.contextOf(w.ready({ endpoints, ...change })));

describe('a look at an endpoint that is to be made', () => {
  it.each<[string, Step, Endpoint[], string]>([
    ['nothing there', swrStep, [], 'undone'],
    ['ready', swrStep, [w.swr()], 'done'],
    ['creating', swrStep, [w.swr({ status: 'creating' })], 'settling'],
    ['waiting for its owner', swrStep, [w.swr({ status: 'pendingAcceptance' })], 'settling'],
    ['being deleted', swrStep, [w.swr({ status: 'deleting' })], 'undone'],
    ['of another VPC', swrStep, [w.swr({ vpcId: 'other' })], 'undone'],
    ['of a name that begins alike', swrStep, [w.swrApi()], 'undone'],
    ['in another subnet', swrStep, [w.swr({ subnetId: w.ENDPOINTS.id })], 'done'],
    ['a failed one beside a working one', swrStep, [w.swr({ status: 'failed' }), w.swr()], 'done'],
    ['a failed one beside one that is creating', swrStep, [w.swr({ status: 'failed' }), w.swr({ status: 'creating' })], 'settling'],
    ['failed', swrStep, [w.swr({ status: 'failed' })], 'broken'],
    ['rejected', swrStep, [w.swr({ status: 'rejected' })], 'broken'],
    ['frozen', swrStep, [w.swr({ frozen: true })], 'broken'],
    ['without its domain name', swrStep, [w.swr({ dnsEnabled: false })], 'broken'],
    ['in a status nobody knows', swrStep, [w.swr({ status: 'moving' })], 'broken'],
    ['a gateway with more tables than planned', obsStep, [w.obs({ routeTableIds: [...bound, 'another'] })], 'done'],
    ['a gateway without a policy', obsStep, [w.obs({ routeTableIds: bound, policy: null })], 'done'],
    ['a gateway that lacks a planned table', obsStep, [w.obs()], 'broken'],
    ['a gateway that lacks it, and is creating', obsStep, [w.obs({ status: 'creating', routeTableIds: [] })], 'settling'],
    ['a gateway of another name that opens OBS', obsStep, [w.gateway('another', { policy: [w.allow('obs:*')] })], 'undone'],
    ['an interface of that name', obsStep, [w.endpoint(w.OBS_NAME)], 'undone'],
  ])('%s', async (_, step, endpoints, is) => {
    expect((await look(step, endpoints)).is).toBe(is);
  });

  it.each([
    ['bursting run_0123456789', 'run_0123456789'],
    ['bursting run_0123456789 ', null],
    ['bursting run_x', null],
    ['made by hand for bursting run_0123456789', null],
    ['', null],
  ])('reads who made it from "%s"', async (description, by) => {
    const here = w.swr({ description });
    expect(await look(swrStep, [here])).toEqual({ is: 'done', resourceId: here.id, by });
  });

  it('tells of a second one that the bot made, and not of one of somebody else', async () => {
    const [one, other] = [w.swr({ description: 'bursting run_0123456789' }), w.swr({ description: 'bursting run_1123456789' })];
    const seen = { is: 'done', resourceId: one.id, by: 'run_0123456789' };
    expect(await look(swrStep, [one, other, w.swr()])).toEqual({ ...seen, twice: [one.id, other.id] });
    expect(await look(swrStep, [one, w.swr(), w.swrApi({ description: one.description })])).toEqual(seen);
  });

  it('says why it is broken', async () => {
    const here = w.obs({ routeTableIds: [SECOND] });
    expect(await look(obsStep, [here])).toEqual({
      is: 'broken',
      resourceId: here.id,
      why: {
        code: 'endpoint_broken',
        facts: {
          purpose: 'obs',
          service_name: w.OBS_NAME,
          endpoint_id: here.id,
          status: 'accepted',
          problem: 'route_table',
          detail: w.TABLE,
        },
      },
    });
  });

  it('is one list and nothing else', async () => {
    const world = w.ready();
    await vpcep.look(swrStep, w.contextOf(world));
    expect(world.asked).toEqual(['endpoints']);
  });

  it.each([w.denied('vpcep:endpoints:list'), w.down()])(
    'throws what the list throws: an unreadable list is not an empty one',
    async (error) => {
      await expect(look(swrStep, [], { broken: { endpoints: error } })).rejects.toBe(error);
    },
  );
});

describe('a look at an endpoint that the plan found', () => {
  const here = w.swr({ status: 'creating' });
  const step = unchangedStep('swr', here);

  it.each([
    ['still creating', {}, 'settling'],
    ['ready by now', { status: 'accepted' }, 'done'],
    ['rejected by its owner', { status: 'rejected' }, 'broken'],
    ['being deleted', { status: 'deleting' }, 'undone'],
  ])('%s', async (_, now, is) => {
    expect((await look(step, [here], { details: { [here.id]: now } })).is).toBe(is);
  });

  it('is that one, whatever others there are', async () => {
    const world = w.ready({ endpoints: [w.swr(), here], details: { [here.id]: {} } });
    expect(await vpcep.look(step, w.contextOf(world))).toEqual({ is: 'settling', resourceId: here.id, by: null });
    expect(world.asked).toEqual(['details']);
  });

  it('is undone when it is gone, and not when it cannot be read', async () => {
    expect(await look(step, [w.swr()])).toEqual({ is: 'undone' });
    const error = w.denied('vpcep:endpoints:get');
    await expect(look(step, [here], { broken: { details: error } })).rejects.toBe(error);
  });

  it('a gateway is not judged by route tables again', async () => {
    const gateway = w.obs({ routeTableIds: [] });
    expect((await look(unchangedStep('obs', gateway), [gateway], { details: { [gateway.id]: {} } })).is).toBe('done');
  });
});

it('a step of another command is not looked at', async () => {
  await expect(look({ ...swrStep, id: 'addon' }, [])).rejects.toThrow('step addon is none of vpcep');
});
