import { inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { hide } from '../../src/core/secret.ts';

const SECRET = 'k3y-of-the-kingdom';
const secretive = () => hide({ name: 'eu', key: SECRET, token: null as string | null }, 'key', 'token');

const logged = (value: object): string => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  log.info(value, 'x');
  log.info({ value }, 'x');
  log.info('%o %j %O', value, value, value);
  return lines.join('');
};

describe('hide', () => {
  test('leaves the fields to whoever asks for them by name', () => {
    const { name, key, token } = secretive();
    expect([name, key, token]).toEqual(['eu', SECRET, null]);
  });

  test.each<[string, (value: object) => string]>([
    ['JSON.stringify', (value) => JSON.stringify({ nested: [value] })],
    ['util.inspect', (value) => inspect({ nested: { deeper: value } }, { depth: 9 })],
    ['util.inspect of hidden fields', (value) => inspect(value, { showHidden: true })],
    ['a template', (value) => `${value}`],
    ['Object.entries', (value) => JSON.stringify(Object.entries(value))],
    ['spreading', (value) => JSON.stringify({ ...value })],
    ['structuredClone', (value) => inspect(structuredClone(value), { showHidden: true })],
    ['pino', logged],
    ['an error with it as cause', (value) => inspect(new Error('no', { cause: value }))],
  ])('%s does not show them', (_, show) => {
    expect(show(secretive())).not.toContain(SECRET);
    expect(show(hide([SECRET, SECRET], 0, 1))).not.toContain(SECRET);
  });

  test('shows what is not secret, and whether a secret is set', () => {
    expect(JSON.parse(JSON.stringify(secretive()))).toEqual({ name: 'eu', key: '[hidden]', token: null });
    expect(inspect(secretive())).toBe("{ name: 'eu', key: '[hidden]', token: null }");
    expect(JSON.stringify(hide([SECRET], 0))).toBe('["[hidden]"]');
  });

  test('keeps a list a list', () => {
    const list = hide([SECRET, 'two'], 0, 1);
    expect([...list]).toEqual([SECRET, 'two']);
    expect(list.map((key) => key.length)).toEqual([SECRET.length, 3]);
  });

  test('freezes', () => {
    expect(Object.isFrozen(secretive())).toBe(true);
  });
});
