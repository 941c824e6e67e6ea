import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { imageScenarios } from '../../sandbox/scenarios/images/index.ts';
import { findScenario, playable, scenarios } from '../../sandbox/scenarios/index.ts';
import { nodePoolScenarios } from '../../sandbox/scenarios/node-pools/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { smokeScenarios } from '../../sandbox/scenarios/smoke/index.ts';

test('every scenario has a file of its name, is listed once, and is told in one line', () => {
  const directory = path.join(import.meta.dirname, '../../sandbox/scenarios');
  const files = globSync('**/*.ts', { cwd: directory }).map((file) => path.basename(file, '.ts'));
  const others = playable.filter(({ name }) => !imageScenarios.some((scenario) => scenario.name === name));
  const listed = [...others, ...imageScenarios, ...planScenarios, ...nodePoolScenarios, ...smokeScenarios];
  expect(listed.map(({ name }) => name).toSorted()).toEqual(files.filter((file) => !/^index$|^(.+-)?scenario$/.test(file)).toSorted());
  for (const { name, summary } of listed) expect(summary, name).toMatch(/^[^\n]{10,100}$/);
});

test('a scenario is found by its name only', () => {
  expect(findScenario('ready')?.name).toBe('ready');
  expect(findScenario('Ready')).toBeUndefined();
});

describe.each(scenarios)('$name', (scenario) => {
  test('makes the same world each time, and another than the ready one', () => {
    const [one, two] = [worldOf(scenario), worldOf(scenario)];
    expect(one).toEqual(two);
    const usual = scenario.name === 'ready' || scenario.command !== undefined;
    const untouched = JSON.stringify(worldOf({ ...scenario, arrange: () => {} })) === JSON.stringify(one);
    expect(untouched).toBe(usual);
  });

  test('succeeds exactly if it has no issues', () => {
    expect(scenario.expect.success).toBe(scenario.expect.issues.length === 0);
  });

  test('says what it is in one line and asks for a configured cluster', () => {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    const alias = (scenario.command ?? 'precheck prod').split(' ')[1];
    expect(worldOf(scenario).configured.map((cluster) => cluster.alias)).toContain(alias);
  });
});

test('the demo starts with four clusters and an API server for each', async () => {
  const demo = findScenario('demo');
  if (!demo) throw new Error('the demo is a scenario');
  const sandbox = await startSandboxCloud(demo);
  try {
    expect(Object.keys(sandbox.clusters)).toEqual(['prod', 'staging', 'fresh', 'legacy']);
    expect(new Set(Object.values(sandbox.clusters).map((cluster) => cluster.clusterId)).size).toBe(4);
  } finally {
    await sandbox.close();
  }
});
