import { diagnoseScenario, finds, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseImageNotFound = diagnoseScenario('diagnose-image-not-found', 'The tag does not exist', {
  workload: true,
  arrange(world) {
    settle(world);
    pullFails(
      world,
      'rpc error: code = NotFound desc = failed to pull and unpack image: manifest unknown: manifest tagged by "stabel" is not found',
    );
  },
  expect: { ...finds('image-not-found') },
});
