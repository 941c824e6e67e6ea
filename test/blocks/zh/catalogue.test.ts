import { expect, it } from 'vitest';
import { en } from '../../../blocks/en/index.ts';
import { zh } from '../../../blocks/zh/index.ts';

/** Every leaf of a catalogue by its path, and what it is. */
const leaves = (value: object, path = ''): readonly string[] =>
  Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const here = `${path}.${key}`;
    return typeof one === 'object' && one !== null ? leaves(one, here) : [`${here}: ${typeof one}`];
  });

/** Every fixed text of a catalogue by its path. */
const texts = (value: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const here = `${path}.${key}`;
    return typeof one === 'string' ? [[here, one] as const] : typeof one === 'object' && one !== null ? texts(one, here) : [];
  });

it('has a sentence for each English one, and none besides', () => {
  expect(leaves(zh).toSorted()).toEqual(leaves(en).toSorted());
});

/** Names that are the same in every language, and what is made of them alone. */
const NAMES = /^(Bursting|JSON|Kubernetes|VPC|Pod|Deployment|VPC（basic\.\S+）)$/;

it.each(texts(zh))('%s is said in Chinese: %s', (_, text) => {
  if (!NAMES.test(text)) expect(text.replaceAll(/`[^`]*`/g, '')).toMatch(/\p{Script=Han}/u);
});

it.each(texts({ run: zh.run.buttons, plan: zh.plan.buttons, home: zh.home.refresh, confirm: zh.plan.confirm }))(
  'the label %s is as short as a button: %s',
  (_, text) => expect([...text].length).toBeLessThanOrEqual(30),
);
