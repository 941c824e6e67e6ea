import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { issueAuthority } from '../../../sandbox/cluster/certificates.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

test('a server certificate names every host it is for and is signed by its authority only', async () => {
  const authority = await issueAuthority('sandbox, "quoted" <CA>');
  const stranger = await issueAuthority('stranger');
  const issued = await authority.server(['127.0.0.1', 'kubernetes.default', '::1']);
  const certificate = new X509Certificate(issued.certPem);
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkIP('10.0.0.1')).toBeUndefined();
  expect(certificate.checkHost('kubernetes.default')).toBe('kubernetes.default');
  expect(certificate.verify(new X509Certificate(authority.certPem).publicKey)).toBe(true);
  expect(certificate.verify(new X509Certificate(stranger.certPem).publicKey)).toBe(false);
});

test('a client certificate carries its user and groups, in the order they were given', async () => {
  const authority = await issueAuthority('sandbox');
  const issued = await authority.client('bursting, worker', ['system:masters', 'ops']);
  expect(new X509Certificate(issued.certPem).toLegacyObject().subject).toMatchObject({
    CN: 'bursting, worker',
    O: ['system:masters', 'ops'],
  });
});

test('validity can be in the past', async () => {
  const authority = await issueAuthority('sandbox');
  const issued = await authority.server(['localhost'], { notBefore: new Date(0), notAfter: new Date(86_400_000) });
  expect(new X509Certificate(issued.certPem).validToDate).toEqual(new Date(86_400_000));
});

test('node speaks mutual TLS with what is issued', async () => {
  const authority = await issueAuthority('sandbox');
  const server = await authority.server(['127.0.0.1']);
  const client = await authority.client('bursting');
  const listening = createServer({ cert: server.certPem, key: server.keyPem, ca: authority.certPem, requestCert: true }, (_, response) =>
    response.end(),
  ).listen(0, '127.0.0.1');
  cleanups.push(() => new Promise((resolve) => listening.close(() => resolve())));
  const user = new Promise<string | string[] | undefined>((resolve) =>
    listening.once('secureConnection', (socket: TLSSocket) => resolve(socket.getPeerCertificate().subject.CN)),
  );
  await new Promise<void>((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, ca: authority.certPem, cert: client.certPem, key: client.keyPem });
  cleanups.unshift(async () => void socket.destroy());
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  expect(socket.authorized).toBe(true);
  expect(await user).toBe('bursting');
});
