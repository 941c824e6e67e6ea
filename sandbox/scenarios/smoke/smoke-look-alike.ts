import type { SmokeScenario } from './smoke-scenario.ts';

export const smokeLookAlike: SmokeScenario = {
  name: 'smoke-look-alike',
  summary: 'The registry of the image looks like SWR and is another',
  command: 'smoke prod image=swr.cn-north-4.myhuaweicl0ud.com/team-payments/nginx:stable',
  arrange: () => {},
  expect: { state: 'blocked', steps: {}, issues: ['image_lookalike'], warnings: [] },
};
