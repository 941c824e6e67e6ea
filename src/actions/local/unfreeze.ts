import { z } from 'zod';
import { type FreezeAnswer, mayFreeze, nameOf } from './freeze.ts';
import { defineLocal, type Refused } from './local-command.ts';

export const unfreeze = defineLocal({
  summary: 'Takes a freeze away, of one cluster or the one for all: two separate switches.',
  examples: ['unfreeze prod', 'unfreeze'],
  open: false,
  params: z.strictObject({}),
  parameterHelp: {},
  takesCluster: true,
  argument: null,
  async answer({ cluster, target }, desk): Promise<FreezeAnswer | Refused> {
    const refused = await mayFreeze(desk, cluster);
    if (refused) return refused;
    return { cluster: nameOf(target), reason: null, before: await desk.freezes.clear(target?.clusterId ?? null, desk.user) };
  },
});
