import { describe, expect, test } from 'vitest';
import { isPublic } from '../../../src/clients/kubernetes/address.ts';
import { readKubeconfig } from '../../../src/clients/kubernetes/kubeconfig.ts';
import { BotError } from '../../../src/core/errors.ts';

const data = (kind: string): string => Buffer.from(`-----BEGIN ${kind}-----\nAA==\n-----END ${kind}-----\n`).toString('base64');
const CA = data('CERTIFICATE');
const OTHER_CA = data('TRUSTED CERTIFICATE');
const users = [{ name: 'user', user: { 'client-certificate-data': CA, 'client-key-data': data('EC PRIVATE KEY') } }];

const PRIVATE = 'https://192.168.0.231:5443';
const PUBLIC = 'https://203.0.113.24:5443';
const internal = { name: 'internalCluster', cluster: { server: PRIVATE, 'certificate-authority-data': CA } };
const external = { name: 'externalCluster', cluster: { server: PUBLIC, 'insecure-skip-tls-verify': true } };
const verified = { name: 'externalClusterTLSVerify', cluster: { server: PUBLIC, 'certificate-authority-data': OTHER_CA } };
const read = (...clusters: unknown[]) =>
  readKubeconfig({ kind: 'Config', apiVersion: 'v1', clusters, users, 'current-context': 'external' });

const inside = { server: PRIVATE, caData: CA, tlsServerName: null, private: true };
const outside = { server: PUBLIC, caData: OTHER_CA, tlsServerName: null, private: false };

describe('the ways to the API server are chosen by what the entries hold', () => {
  test.each([
    ['internal only', [internal], [inside]],
    ['all three, as CCE sends them with an EIP', [internal, external, verified], [outside, inside]],
    [
      'any order, any names',
      [
        { ...verified, name: 'a' },
        { ...external, name: 'b' },
        { ...internal, name: 'c' },
      ],
      [outside, inside],
    ],
    ['verified external only', [external, verified], [outside]],
    [
      'unverified external beside internal',
      [external, internal],
      [{ server: PUBLIC, caData: CA, tlsServerName: '192.168.0.231', private: false }, inside],
    ],
    [
      'an empty authority is none',
      [{ cluster: { ...external.cluster, 'certificate-authority-data': '' } }, internal],
      [{ server: PUBLIC, caData: CA, tlsServerName: '192.168.0.231', private: false }, inside],
    ],
    [
      'an external entry that has an authority and skips is verified',
      [{ cluster: { ...verified.cluster, 'insecure-skip-tls-verify': true } }],
      [outside],
    ],
    ['an unverified internal entry is not used', [{ cluster: { server: PRIVATE, 'insecure-skip-tls-verify': true } }, verified], [outside]],
    [
      'a server name of the entry counts',
      [{ cluster: { ...verified.cluster, 'tls-server-name': 'kubernetes' } }],
      [{ ...outside, tlsServerName: 'kubernetes' }],
    ],
    [
      'loopback',
      [{ cluster: { ...internal.cluster, server: 'https://127.0.0.1:6443' } }],
      [{ ...inside, server: 'https://127.0.0.1:6443' }],
    ],
  ])('%s', (_, clusters, expected) => {
    expect(read(...clusters).endpoints).toEqual(expected);
  });

  test.each([
    ['the EIP’s', 'out', ['https://10.20.0.9:5443', PRIVATE]],
    ['the internal one', 'in', [PRIVATE, 'https://10.20.0.9:5443']],
    ['none of them', 'gone', [PRIVATE]],
  ])('of addresses that are all private, the one of the current context comes first: %s', (_, current, servers) => {
    const eip = { name: 'externalClusterTLSVerify', cluster: { ...verified.cluster, server: 'https://10.20.0.9:5443' } };
    const contexts = [
      { name: 'in', context: { cluster: internal.name } },
      { name: 'out', context: { cluster: eip.name } },
    ];
    const { endpoints } = readKubeconfig({ clusters: [internal, eip], users, contexts, 'current-context': current });
    expect(endpoints.map(({ server }) => server)).toEqual(servers);
  });

  test('the user’s certificate and key come along', () => {
    expect(read(internal)).toMatchObject({ certData: CA, keyData: data('EC PRIVATE KEY') });
  });
});

const code = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof BotError ? error.code : String(error);
  }
};

test.each([
  ['only an unverified external', [external]],
  ['only an unverified internal', [{ cluster: { server: PRIVATE, 'insecure-skip-tls-verify': true } }]],
])('%s is not trusted', (_, clusters) => {
  expect(code(() => read(...clusters))).toBe('cluster_untrusted');
});

test.each([
  ['null', null],
  ['text', 'apiVersion: v1'],
  ['no clusters', { clusters: [], users }],
  ['no users', { clusters: [internal], users: [] }],
  ['no key', { clusters: [internal], users: [{ user: { 'client-certificate-data': CA } }] }],
  ['a key that is no PEM', { clusters: [internal], users: [{ user: { 'client-certificate-data': CA, 'client-key-data': 'c2VjcmV0' } }] }],
  ['an authority that is no PEM', { clusters: [{ cluster: { server: PRIVATE, 'certificate-authority-data': 'c2VjcmV0' } }], users }],
  ['plain HTTP', { clusters: [{ cluster: { ...internal.cluster, server: 'http://192.168.0.231:5443' } }], users }],
  ['no URL', { clusters: [{ cluster: { ...internal.cluster, server: '192.168.0.231' } }], users }],
  ['camel case keys', { clusters: [internal], users: [{ user: { clientCertificateData: CA, clientKeyData: CA } }] }],
])('%s is unreadable, and the message holds no value', (_, answer) => {
  try {
    readKubeconfig(answer);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'upstream_unreadable', facts: { service: 'CCE', operation: 'CreateKubernetesClusterCert' } });
    expect(JSON.stringify((error as BotError).facts)).not.toMatch(/c2VjcmV0|LS0t/);
  }
});

test.each([
  ['https://203.0.113.24:5443', true],
  ['https://kubernetes.example.com', true],
  ['https://[2001:db8::1]:5443', true],
  ['https://172.15.255.255', true],
  ['https://172.16.0.1', false],
  ['https://172.31.255.255', false],
  ['https://172.32.0.0', true],
  ['https://10.1.2.3', false],
  ['https://192.168.0.231:5443', false],
  ['https://100.64.0.1', false],
  ['https://100.127.255.255', false],
  ['https://100.128.0.0', true],
  ['https://169.254.169.254', false],
  ['https://127.0.0.1', false],
  ['https://0.0.0.0', false],
  ['https://[::1]', false],
  ['https://[fd00::1]', false],
  ['https://[fe80::1]', false],
  ['https://[::ffff:10.0.0.1]', false],
])('%s is public: %s', (url, expected) => {
  expect(isPublic(new URL(url))).toBe(expected);
});
