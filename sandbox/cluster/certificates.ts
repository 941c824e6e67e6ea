import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;

/** A certificate and its private key (PKCS #8), both PEM. */
export interface Issued {
  readonly certPem: string;
  readonly keyPem: string;
}

/** How long a certificate counts; left out, from an hour ago until in a day. */
interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate authority of its own: what it signs is trusted by those who are given its `certPem`, and by nobody else. */
export interface Authority {
  readonly certPem: string;
  /** For a TLS server that is reached under these names: IP addresses and DNS names, as they stand in the URL. */
  server(hosts: readonly [string, ...string[]], validity?: Validity): Promise<Issued>;
  /** For a person or program; Kubernetes reads `name` (the common name) as the user and `groups` (organisations) as its groups. */
  client(name: string, groups?: readonly string[], validity?: Validity): Promise<Issued>;
}

const escaped = (text: string): string => text.replaceAll(/[,+"\\<>;=#]/g, '\\$&');
const pem = (key: ArrayBuffer): string => x509.PemConverter.encode(key, 'PRIVATE KEY');
const within = (validity: Validity): { notBefore: Date; notAfter: Date } => ({
  notBefore: validity.notBefore ?? new Date(Date.now() - HOUR_MS),
  notAfter: validity.notAfter ?? new Date(Date.now() + 24 * HOUR_MS),
});

/** Makes a new authority (ECDSA P-256). Its key never leaves this function's closure. */
export async function issueAuthority(name: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${escaped(name)}`,
    keys,
    signingAlgorithm: KEY,
    ...within({ notAfter: new Date(Date.now() + 3_650 * 24 * HOUR_MS) }),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  const issue = async (subject: string, usage: x509.ExtendedKeyUsage, validity: Validity, extra: x509.Extension[]): Promise<Issued> => {
    const own = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.create({
      subject,
      issuer: root.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: KEY,
      ...within(validity),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ...extra,
      ],
    });
    return { certPem: certificate.toString('pem'), keyPem: pem(await crypto.subtle.exportKey('pkcs8', own.privateKey)) };
  };

  return {
    certPem: root.toString('pem'),
    server: (hosts, validity = {}) =>
      issue(`CN=${escaped(hosts[0])}`, x509.ExtendedKeyUsage.serverAuth, validity, [
        new x509.SubjectAlternativeNameExtension(hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }))),
      ]),
    client: (user, groups = [], validity = {}) =>
      issue(
        [`CN=${escaped(user)}`, ...groups.map((group) => `O=${escaped(group)}`)].join(', '),
        x509.ExtendedKeyUsage.clientAuth,
        validity,
        [],
      ),
  };
}
