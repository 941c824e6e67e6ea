import { expect, test } from 'vitest';
import { fieldTest, labelTest } from '../../../sandbox/cluster/selectors.ts';

const object = { metadata: { name: 'p', namespace: 'shop', labels: { app: 'web', tier: '' } }, status: { phase: 'Running' } };

test.each<[string | null, boolean | string]>([
  [null, true],
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app=db', false],
  ['app!=db', true],
  ['other!=db', true],
  ['app', true],
  ['other', false],
  ['!other', true],
  ['!app', false],
  ['tier=', true],
  ['app in (db, web)', true],
  ['app notin (db)', true],
  ['other in (x)', false],
  ['other notin (x)', true],
  ['app in (db,web),tier', true],
  ['app=web,tier=gold', false],
  ['app web', 'unable to parse requirement: app web'],
])('labels %s', (selector, expected) => {
  const tested = labelTest(selector);
  expect(typeof tested === 'string' ? tested : tested(object)).toBe(expected);
});

test.each<[string | null, boolean | string]>([
  [null, true],
  ['status.phase=Running', true],
  ['status.phase!=Succeeded,status.phase!=Failed', true],
  ['status.phase!=Running', false],
  ['spec.nodeName=', true],
  ['metadata.namespace==shop', true],
  ['spec.containers=', 'field label not supported: spec.containers'],
  ['status.phase', "invalid selector: 'status.phase'; can't understand 'status.phase'"],
])('fields %s', (selector, expected) => {
  const tested = fieldTest('pods', selector);
  expect(typeof tested === 'string' ? tested : tested(object)).toBe(expected);
});
