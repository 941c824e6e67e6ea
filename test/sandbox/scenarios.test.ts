import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { findScenario, scenarios } from '../../sandbox/scenarios/index.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';

const directory = new URL('../../sandbox/scenarios/', import.meta.url);

test('every scenario has a file of its name and is listed once', () => {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index' && file !== 'scenario');
  expect(scenarios.map((scenario) => scenario.name).toSorted()).toEqual(files.toSorted());
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
