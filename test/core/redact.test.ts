import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { redact, redactJson, redactor } from '../../src/core/redact.ts';

// Made up: the shapes only.
const AK = 'ABCDEFGHIJ0123456789';
const SK = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kM9n';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq0\nabcdefgh==\n-----END RSA PRIVATE KEY-----';
const DIGEST = 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const UUID = '4f3c2b1a-0000-11ef-8aaa-0255ac100b01';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is hidden', () => {
  it.each([
    // What the add-on of a real cluster writes (reference fixture k8s.log-samples.txt).
    [
      '403 Forbidden access_key=FAKEAK00000000000000 secret_key=FAKESK token=fake-token-value',
      '403 Forbidden access_key=[hidden] secret_key=[hidden] token=[hidden]',
    ],
    [
      'W1122 client.go:33] Authorization: Bearer eyJfake.fake.fake X-Auth-Token: MIIfakefakefake',
      'W1122 client.go:33] Authorization: [hidden]',
    ],
    // Headers.
    ['Authorization: Bearer abc\nHost: x', 'Authorization: [hidden]\nHost: x'],
    ['authorization:Basic dXNlcjpwYXNz', 'authorization:[hidden]'],
    ['Authorization: Digest username="bob", response="aa", qop=auth', 'Authorization: [hidden]'],
    ['{"Authorization": "Bearer abc", "Host": "x"}', '{"Authorization": "[hidden]", "Host": "x"}'],
    ['{"msg":"Authorization: Bearer abc","level":"info"}', '{"msg":"Authorization: [hidden]","level":"info"}'],
    ["curl -H 'Authorization: Bearer abc' https://x", "curl -H 'Authorization: [hidden]' https://x"],
    ['Authorization: Bearer\n  abc.def\nHost: x', 'Authorization: [hidden]\nHost: x'],
    ['map[Authorization:[Bearer abc] Host:[x]]', 'map[Authorization:[[hidden]'],
    ['Proxy-Authorization: Basic dXNlcjpwYXNz', 'Proxy-Authorization: [hidden]'],
    ['Cookie: a=b; c=d\nnext', 'Cookie: [hidden]\nnext'],
    ['sent SDK-HMAC-SHA256 Access=X, SignedHeaders=host, Signature=0123', 'sent [hidden]'],
    ['X-Auth-Token: MIIabc next', 'X-Auth-Token: [hidden] next'],
    ['X-Auth-Token MIIFvgYJKoZIhvcNAQcC next', 'X-Auth-Token [hidden] next'],
    ['"X-Auth-Token": ["MIIabc", "b"], "x": 1', '"X-Auth-Token": [[hidden]], "x": 1'],
    ['with Bearer abcdef0123 it failed', 'with Bearer [hidden] it failed'],
    ['with Basic dXNlcjpwYXNz it failed', 'with Basic [hidden] it failed'],
    // Names and values.
    [`ak=${AK} sk=${SK} region=cn-north-4`, 'ak=[hidden] sk=[hidden] region=cn-north-4'],
    ['{AccessKey:abc SecretKey:def Region:x}', '{AccessKey:[hidden] SecretKey:[hidden] Region:x}'],
    ['HUAWEI_SK_EU=abc HUAWEI_REGION=eu', 'HUAWEI_SK_EU=[hidden] HUAWEI_REGION=eu'],
    ["password='a b\\'c' user=x", "password='[hidden]' user=x"],
    ['password=pa,ss;w&rd! next', 'password=[hidden] next'],
    ['password=a,user=b', 'password=[hidden],user=b'],
    ['password => "x", user => "y"', 'password => "[hidden]", user => "y"'],
    ['password := "x"', 'password := "[hidden]"'],
    ['password: correct horse battery\nuser: x', 'password: [hidden]\nuser: x'],
    ['password: |-\n  hunter2\nuser: x', 'password: |-\n  [hidden]\nuser: x'],
    ['secret_key:\n    abcdef\nregion: x', 'secret_key:\n    [hidden]\nregion: x'],
    ['- name: DB_PASSWORD\n  value: hunter2\n- name: X\n  value: y', '- name: DB_PASSWORD\n  value: [hidden]\n- name: X\n  value: y'],
    ['{"name":"HUAWEI_SK","value":"abc"},{"name":"X","value":"y"}', '{"name":"HUAWEI_SK","value":"[hidden]"},{"name":"X","value":"y"}'],
    ['--secret-key abc --region x', '--secret-key [hidden] --region x'],
    ['--password=abc --region x', '--password=[hidden] --region x'],
    [`docker login -u cn-north-4@${AK} -p ${DIGEST.slice(7)} swr.x`, 'docker login -u cn-north-4@[hidden] -p [hidden] swr.x'],
    ['curl -u me:pass https://x', 'curl -u me:[hidden] https://x'],
    ['<SecretKey>abc</SecretKey><Region>x</Region>', '<SecretKey>[hidden]</SecretKey><Region>x</Region>'],
    ['client-key-data: LS0tLS1CRUdJTg==', 'client-key-data: [hidden]'],
    [
      '{"client-certificate-data":"abc","certificate-authority-data":"def"}',
      '{"client-certificate-data":"[hidden]","certificate-authority-data":"[hidden]"}',
    ],
    [`{"auths":{"swr.x":{"auth":"${base64('me:pass')}"}}}`, '{"auths":{"swr.x":{"auth":"[hidden]"}}}'],
    // By their looks.
    [`found ${AK}.`, 'found [hidden].'],
    [`found ${SK}.`, 'found [hidden].'],
    [`${AK}:${SK.slice(0, 38)}+/`, '[hidden]:[hidden]'],
    ['the secret key is abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJKLM', 'the secret key is [hidden]'],
    ['xoxb-123-456-abcDEF, xoxe.xoxp-1-abcdef, xapp-1-A0-1-ab', '[hidden], [hidden], [hidden]'],
    ['https://hooks.slack.com/services/T0/B0/xyz', 'https://hooks.slack.com/services/[hidden]'],
    [`(${JWT})`, '([hidden])'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[hidden]'],
    [`a\n${PEM}\nb`, 'a\n[hidden]\nb'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE, cut off', '[hidden]'],
    ['noise\nMIIEowIBAAKCAQEA7bq0\nabcdefgh==\n-----END RSA PRIVATE KEY-----\nnoise', 'noise\n[hidden]\nnoise'],
    [`noise\n${'aB3/'.repeat(16)}\nabc=\nnoise`, 'noise\n[hidden]\nnoise'],
    // The tail of a log whose lines begin with their time.
    [
      `2026-11-22T07:01:02.113Z ${'aB3/'.repeat(16)}\n2026-11-22T07:01:02.114Z abcdefgh==\n2026-11-22T07:01:02.115Z -----END PRIVATE KEY-----\n2026-11-22T07:01:03.000Z on`,
      '[hidden]\n2026-11-22T07:01:03.000Z on',
    ],
    // Addresses.
    ['redis://:p@ss/w@host:6379/0 ok', 'redis://:[hidden]@host:6379/0 ok'],
    ['redis://:a@h1,redis://u:b@h2', 'redis://:[hidden]@h1,redis://u:[hidden]@h2'],
    ['https://ghijklmnopqrstuvwxyz01@github.com/x', 'https://[hidden]@github.com/x'],
    [
      'https://x/o?AWSAccessKeyId=abc&Expires=12&Signature=d%2Fe%3D&x=1',
      'https://x/o?AWSAccessKeyId=[hidden]&Expires=12&Signature=[hidden]&x=1',
    ],
    [
      'https://x/o?X-Amz-Signature=ab&X-Amz-Date=20261122&security-token=x',
      'https://x/o?X-Amz-Signature=[hidden]&X-Amz-Date=20261122&security-token=[hidden]',
    ],
  ])('%j', (text, clean) => {
    expect(redact(text)).toBe(clean);
    expect(redact(clean)).toBe(clean);
  });

  it.each([
    ['JSON', JSON.stringify({ sk: 'a"b\\c', next: 1 }), '{"sk":"[hidden]","next":1}'],
    [
      'JSON in JSON',
      JSON.stringify({ m: JSON.stringify({ sk: 'a"b\\c', next: 1 }) }),
      String.raw`{"m":"{\"sk\":\"[hidden]\",\"next\":1}"}`,
    ],
    [
      'JSON in JSON in JSON',
      JSON.stringify(JSON.stringify(JSON.stringify({ sk: 'a"b', n: 1 }))),
      String.raw`"\"{\\\"sk\\\":\\\"[hidden]\\\",\\\"n\\\":1}\""`,
    ],
    ['JSON, with a key', JSON.stringify({ k: PEM, next: 1 }), '{"k":"[hidden]","next":1}'],
    ['JSON of Go', String.raw`https://x?a=1\u0026Signature=abc\u0026b=2`, String.raw`https://x?a=1\u0026Signature=[hidden]\u0026b=2`],
    ['URL-encoded', encodeURIComponent('sk=abc&next=1'), 'sk%3D[hidden]%26next%3D1'],
    ['URL-encoded twice', encodeURIComponent(encodeURIComponent('sk=abc&next=1')), 'sk%253D[hidden]%2526next%253D1'],
    ['URL-encoded JSON', encodeURIComponent(JSON.stringify({ sk: 'abc', next: 1 })), '%7B%22sk%22%3A%22[hidden]%22%2C%22next%22%3A1%7D'],
    ['URL-encoded PEM', `k=${encodeURIComponent(PEM)}&n=1`, 'k=[hidden]&n=1'],
    ['escaped for Slack', 'https://x?a=1&amp;Signature=abc&amp;b=2', 'https://x?a=1&amp;Signature=[hidden]&amp;b=2'],
    ['base64', `data ${base64('secret_key=abc')} end`, 'data [hidden] end'],
    ['base64 for URLs', `data ${Buffer.from(`~~${PEM}??`).toString('base64url')} end`, 'data [hidden] end'],
    ['base64 in base64', `data ${base64(`{"x":"${base64('password=abc')}"}`)} end`, 'data [hidden] end'],
    ['base64 of auths', `.x: ${base64(JSON.stringify({ auths: { x: { auth: base64('me:pass') } } }))} end`, '.x: [hidden] end'],
    ['base64 in lines', `a\n${base64(`secret_key=${'x'.repeat(100)}`).replace(/.{40}/g, '$&\n')}\nb c`, 'a\n[hidden]\nb c'],
    ['base64 behind a path', `path/x/${base64('secret_key=abc')} end`, '[hidden] end'],
    [
      'a token in two lines',
      `token is xoxb-123-456-\n  abcDEF1 end\n${JWT.slice(0, 30)}\n${JWT.slice(30)}\n`,
      'token is [hidden]\n  abcDEF1 end\n[hidden]\n',
    ],
  ])('%s', (_, text, clean) => {
    expect(redact(text)).toBe(clean);
    expect(redact(clean)).toBe(clean);
  });
});

describe('what stays readable', () => {
  it.each([
    '',
    'precheck prod: all is well',
    `cluster ${UUID}, ${UUID.toUpperCase()}`,
    'project 0f1e2d3c4b5a69788796a5b4c3d2e1f0, run_0123456789, fingerprint 9f86d081884c',
    `swr.cn-north-4.myhuaweicloud.com/ns/app@${DIGEST}`,
    `commit da39a3ee5e6b4b0d3255bfef95601890afd80709, ${'0123456789abcdef'.repeat(8)}`,
    'subnet 58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15 not found',
    'U01ALICE C0PRODOPS T024BE7LD S0ONCALL 1700000000.000100',
    'cn-north-4.com.myhuaweicloud.v4.obsv2.storage.lz01',
    'bursting-cceaddon-virtual-kubelet-7d9c5b4f6d-x2x7q',
    'E1122 auth.go:77] project_id is missing, HUAWEI_PROJECT_ID must be set',
    'dial tcp 100.125.0.198:443: i/o timeout',
    'Slack refuses the bot token: check SLACK_BOT_TOKEN',
    'token: null, secret="", token=$TOKEN, api_key=<none>, ak=****',
    '`ak=`, `sk=` and `security_token=` are refused',
    'secretName: registry, imagePullSecrets: [default-secret], tokenExpires: 3600, HUAWEI_SK_FILE=/run/secrets/sk',
    'ssh_key=ops task=1 risk=2 disk=3 keys=4 tokens=5 :flag-sk: x',
    'Basic authentication, Bearer authentication, signature: verification failed',
    'https://host:443/path@x https://x/?email=a@b.c http://x/a:b@c',
    'image: nginx@sha256:abc, user: x@y.z, 10.247.0.0/16',
    'ABCDEFGHIJKLMNOPQRST 01234567890123456789 ABCDEFGHIJ012345678 ABCDEFGHIJ01234567890',
    `${'a'.repeat(300)} ${'A'.repeat(300)} ${'z/'.repeat(100)}`,
  ])('%j', (text) => expect(redact(text)).toBe(text));

  it('answers of Huawei Cloud as they are on the wire, kubeconfigs apart', () => {
    const files = globSync(path.join(import.meta.dirname, '../clients/huawei/fixtures/*.json'));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files.filter((name) => !name.includes('cluster-cert')))
      expect(redact(readFileSync(file, 'utf8')), file).toBe(readFileSync(file, 'utf8'));
  });
});

describe('secrets of our own', () => {
  const own = 'canary/"own"+\n0123456789ä';
  const hide = redactor([own, 'short']);

  it.each([
    own,
    JSON.stringify(own),
    JSON.stringify(JSON.stringify(own)),
    encodeURIComponent(own),
    Buffer.from(own).toString('hex'),
    ...['', 'x', 'xx', 'xxx'].flatMap((before) => [base64(`${before}${own}yz`), Buffer.from(`${before}${own}`).toString('base64url')]),
    own.replace('own', 'o\n   wn'),
    base64(own).replace(/.{10}/g, '$&\r\n'),
  ])('%j', (spelled) => {
    const clean = hide(`before ${spelled} after, short`);
    expect(clean).toContain('[hidden]');
    expect(clean).not.toMatch(/canary|0123456789|Y2FuYXJ5|NhbmFye|jYW5hcn/);
    expect(clean).toMatch(/^before .*after, short$/s);
  });

  it('nothing is hidden where none is given', () => {
    expect(redactor([''])('as it was')).toBe('as it was');
  });
});

describe('redactJson', () => {
  it('hides texts with secrets and what stands under a name that announces one', () => {
    const value = {
      a: [`sk=${SK}`],
      secretKey: 'x',
      token: null,
      n: 1,
      ok: true,
      env: { name: 'DB_PASSWORD', value: 'x' },
      Authorization: 'Bearer x',
      auth: 'yes',
    };
    expect(redactJson(value)).toEqual({
      a: ['sk=[hidden]'],
      secretKey: '[hidden]',
      token: null,
      n: 1,
      ok: true,
      env: { name: 'DB_PASSWORD', value: '[hidden]' },
      Authorization: '[hidden]',
      auth: 'yes',
    });
  });

  it('survives whatever JSON can say', () => {
    const deep = JSON.parse(`${'['.repeat(3_000)}"sk=x"${']'.repeat(3_000)}`) as unknown;
    expect(JSON.stringify(redactJson(deep))).not.toContain('sk=x');
    const odd = redactJson(JSON.parse('{"__proto__":{"polluted":"sk=x"},"constructor":1}')) as object;
    expect(JSON.stringify(odd)).toBe('{"__proto__":{"polluted":"sk=[hidden]"},"constructor":1}');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('whatever is around it', () => {
  const around = fc.string({ unit: 'grapheme', maxLength: 40 });
  // Whatever stands right beside it must not make it part of another word.
  const secret = fc.constantFrom(
    AK,
    SK,
    JWT,
    PEM,
    'xoxb-123456789012-abcdefghijkl',
    `password="${'x'.repeat(12)}"`,
    `sk=${'x'.repeat(12)}`,
  );

  it('a secret is hidden, and the rest is a text', () => {
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        const clean = redact(`${before} ${hidden} ${after}`);
        expect(clean).not.toContain(hidden);
        expect(clean).toContain('[hidden]');
        expect(clean.isWellFormed()).toBe(true);
      }),
    );
  });

  it('nothing is thrown, and what is no text of JSON stays none of its business', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(() => JSON.stringify(redactJson(value))).not.toThrow();
      }),
    );
  });
});

/**
 * What a careless pattern takes minutes for: each of these once took longer than the time-out. Nothing is measured; a mebibyte of each takes
 * well under a second.
 */
test.each(['ak="', 'ak=\\"', '="\\', 'Authorization: "', '-----BEGIN A-----', '-----END A-----', '://a@', 'login '])(
  'a text made to take long does not: %j over and over',
  { timeout: 15_000 },
  (unit) => {
    expect(redact(unit.repeat(2 ** 20 / unit.length)).length).toBeGreaterThan(0);
  },
);
