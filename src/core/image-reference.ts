/** The name of a container image, taken apart. */
export interface ImageReference {
  /** Host of the registry; null: none was named, which means Docker Hub. */
  readonly registry: string | null;
  readonly port: number | null;
  /** `team/nginx` */
  readonly repository: string;
  readonly tag: string | null;
  /** `sha256:...` */
  readonly digest: string | null;
}

/** Longer ones are no names of images: 255 characters, a tag and a digest (OCI distribution specification). */
const LONGEST = 500;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:(${LABEL}(?:\\.${LABEL})*)(?::(\\d{1,5}))?/)?(${COMPONENT}(?:/${COMPONENT})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/**
 * Whether a host may be a registry: a full DNS name. No address in any notation (`10.0.0.1`, `2130706433`, `0x7f.1`), no name that means
 * something only nearby (`localhost`, `registry`), and no name in another script than it shows (`xn--`).
 */
const isRegistryName = (host: string): boolean => {
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  return labels.length > 1 && /[a-z]/.test(last) && !/^0x/.test(last) && !labels.some((label) => label.startsWith('xn--'));
};

/** Strictly: ASCII, small letters, no scheme, no user, nothing that a name of an image does not have. Null: it is none. */
export function parseImage(text: string): ImageReference | null {
  const match = text.length <= LONGEST ? REFERENCE.exec(text) : null;
  if (!match) return null;
  const [, first, port, rest = '', tag, digest] = match;
  const read = { tag: tag ?? null, digest: digest ?? null };
  // What comes first is a registry only if it looks like a host; else it is part of a name in Docker Hub.
  if (first === undefined || (port === undefined && !first.includes('.') && first !== 'localhost')) {
    return { registry: null, port: null, repository: first === undefined ? rest : `${first}/${rest}`, ...read };
  }
  const number = port === undefined ? null : Number(port);
  if (!isRegistryName(first) || (number !== null && (number < 1 || number > 65_535))) return null;
  return { registry: first, port: number, repository: rest, ...read };
}
