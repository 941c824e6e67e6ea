import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfigFile, readEnvironment } from '../../cli/environment.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'bursting-environment-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const where = path.join(dir, name);
  writeFileSync(where, text);
  return where;
};

describe('readEnvironment', () => {
  test.each<[string, string]>([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['secret\n\n', 'secret\n'],
    [' secret ', ' secret '],
    ['\n', ''],
  ])('a file that holds %j means %j', (text, value) => {
    const { values, unusable } = readEnvironment({ HUAWEI_SK_FILE: file('sk', text) });
    expect(values.HUAWEI_SK).toBe(value);
    expect(unusable.size).toBe(0);
  });

  test.each(['SLACK_BOT_TOKEN', 'REDIS_URL', 'BURSTING_SIGNING_KEY', 'HUAWEI_AK_EU', 'HW_SECRET_KEY', 'HUAWEI_ENDPOINT_CCE', 'PORT'])(
    '%s may be in a file',
    (name) => {
      const where = file(name, 'value\n');
      expect(readEnvironment({ [`${name}_FILE`]: where }).values).toEqual({ [name]: 'value', [`${name}_FILE`]: where });
    },
  );

  test('files of others are not opened', () => {
    const env = { SSL_CERT_FILE: '/does/not/exist', FOO_FILE: '/does/not/exist', _FILE: '/does/not/exist' };
    expect(readEnvironment(env)).toEqual({ values: env, unusable: new Map() });
  });

  test('both at once cannot be used; empty means unset', () => {
    const where = file('port', '1');
    expect([...readEnvironment({ PORT: '2', PORT_FILE: where }).unusable]).toEqual([['PORT', 'and PORT are both set: keep one']]);
    expect(readEnvironment({ PORT: '', PORT_FILE: where }).values.PORT).toBe('1');
    expect(readEnvironment({ PORT: '2', PORT_FILE: '' })).toEqual({ values: { PORT: '2', PORT_FILE: '' }, unusable: new Map() });
  });

  test.each<[string, string, string]>([
    ['is not there', path.join(dir, 'nothing'), 'cannot be read: no such file'],
    ['is below a file', path.join(file('f', 'x'), 'sk'), 'cannot be read: no such file'],
    ['is a directory', dir, 'cannot be read: it is a directory'],
    ['is empty', file('empty', ''), 'is empty'],
  ])('a file that %s cannot be used', (_, where, problem) => {
    const { values, unusable } = readEnvironment({ HUAWEI_SK_FILE: where });
    expect([...unusable]).toEqual([['HUAWEI_SK', `${where} ${problem}`]]);
    expect(values.HUAWEI_SK).toBeUndefined();
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read cannot be used', () => {
    const where = file('locked', 'x');
    chmodSync(where, 0);
    expect([...readEnvironment({ HUAWEI_SK_FILE: where }).unusable]).toEqual([['HUAWEI_SK', `${where} cannot be read: permission denied`]]);
  });
});

describe('readConfigFile', () => {
  const read = (BURSTING_CONFIG: string) => readConfigFile(readEnvironment({ BURSTING_CONFIG }));

  test('reads the file that is named', () => {
    const where = file('b.yaml', 'readOnly: true\n');
    expect(read(where)).toEqual({ path: where, text: 'readOnly: true\n' });
  });

  test('says why a named file cannot be read', () => {
    const where = path.join(dir, 'missing.yaml');
    expect(read(where)).toMatchObject({ path: where, problem: 'no such file' });
    expect(read(dir)).toMatchObject({ path: dir, problem: 'it is a directory' });
  });

  test('looks for bursting.yaml when none is named', () => {
    const here = process.cwd();
    const empty = path.join(dir, 'empty-dir');
    mkdirSync(empty);
    const full = path.join(dir, 'full-dir');
    mkdirSync(full);
    writeFileSync(path.join(full, 'bursting.yaml'), '');
    try {
      process.chdir(empty);
      expect(read('')).toBeNull();
      process.chdir(full);
      expect(read('')).toEqual({ path: 'bursting.yaml', text: '' });
    } finally {
      process.chdir(here);
    }
  });
});
