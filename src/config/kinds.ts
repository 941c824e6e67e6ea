import { ACCEPTED } from '../core/accepted.ts';
import { parseDuration } from './duration.ts';

/** What a value of the configuration may look like. */
export interface Kind<T> {
  /** Completes "must be ...", for people. */
  readonly accepts: string;
  /** Null: not accepted. */
  read(text: string): T | null;
}

const pattern = (accepts: string, shape: RegExp): Kind<string> => ({ accepts, read: (text) => (shape.test(text) ? text : null) });

export const oneOf = <T extends string>(...words: readonly T[]): Kind<T> => ({
  // Only made for who is refused: loading a language takes 7 ms.
  get accepts() {
    return new Intl.ListFormat('en', { type: 'disjunction' }).format(words);
  },
  read: (text) => words.find((word) => word === text) ?? null,
});

export const FLAG: Kind<boolean> = {
  accepts: 'true or false',
  read: (text) => (/^(true|True|TRUE)$/.test(text) ? true : /^(false|False|FALSE)$/.test(text) ? false : null),
};

export const COUNT: Kind<number> = {
  accepts: 'a whole number of at least 1',
  read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null),
};

export const PORT: Kind<number> = {
  accepts: 'a port from 0 (any free one) to 65535',
  read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null),
};

export const durationOf = (least: string): Kind<number> => ({
  accepts: `a duration of at least ${least}, such as 45s, 30m, 1h or 30d`,
  read(text) {
    const ms = parseDuration(text);
    return ms !== null && ms >= (parseDuration(least) ?? 0) ? ms : null;
  },
});

// Slack: ids are opaque capital letters and digits; the first letter says what they name.
export const USER_ID = pattern('a Slack user id such as U01ALICE (not a name)', /^[UW][A-Z0-9]+$/);
export const GROUP_ID = pattern('a Slack user group id such as S0ONCALL (not a name)', /^S[A-Z0-9]+$/);
export const CHANNEL_ID = pattern('a Slack channel id such as C0PRODOPS (not a name)', /^[CGD][A-Z0-9]+$/);

// Huawei Cloud: CCE and VPC write ids as UUIDs, IAM writes project ids as 32 hex digits.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uuid = (accepts: string): Kind<string> => ({ accepts, read: (text) => (UUID.test(text) ? text.toLowerCase() : null) });
export const CLUSTER_ID = uuid(ACCEPTED.clusterId);
export const SUBNET_ID = uuid('a VPC subnet id such as 0c1d2e3f-1111-4222-8333-444455556666');
export const PROJECT_ID = pattern(ACCEPTED.projectId, /^[0-9a-f]{32}$/);
export const REGION = pattern(ACCEPTED.region, /^[a-z]{2}(-[a-z]+)+-\d{1,3}$/);
export const SERVICE_NAME = pattern('the name of a VPC endpoint service', /^[A-Za-z0-9][A-Za-z0-9._-]*$/);
export const KEY_PAIR = pattern('the name of a key pair', /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);
/** The suffix of environment variables. `file` would read as NAME_FILE. */
export const CREDENTIALS_NAME = pattern(
  'a name of lower-case letters, digits and _ (credentials: eu means HUAWEI_AK_EU and HUAWEI_SK_EU), not ending in "file"',
  /^(?!(.*_)?file$)[a-z][a-z0-9_]*$/,
);
export const GROUP_NAME = pattern('a worker group: lower-case letters, digits, . _ -', /^[a-z0-9][a-z0-9._-]*$/);

/** A word people can type in chat for a cluster: no cluster id, and nothing that already means something there. */
export const aliasOf = (commands: readonly string[]): Kind<string> => ({
  accepts: 'lower-case letters, digits, . _ - (at most 63), and neither a cluster id nor the name of a command',
  read: (text) => (/^[a-z0-9][a-z0-9._-]{0,62}$/.test(text) && !UUID.test(text) && !commands.includes(text) ? text : null),
});

/** Visible ASCII: anything else in a key or token came from pasting, and would break a header. */
export const SECRET = pattern('one line of visible characters without spaces', /^[\x21-\x7e]+$/);
export const tokenOf = (prefix: string): Kind<string> => ({
  accepts: `a token that begins with ${prefix}`,
  read: (text) => (text.length > prefix.length && text.startsWith(prefix) && SECRET.read(text) !== null ? text : null),
});
export const TEXT = pattern('one line of text', /^\P{Cc}+$/u);

const webUrl = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) && /^https?:\/\/[^/?#\s]/i.test(text) && !url.search && !url.hash ? url : null;
};
const anonymous = (url: URL | null): boolean => url !== null && url.username === '' && url.password === '';

/** Ends in a slash, as Slack's client joins method names to it. */
export const API_URL: Kind<string> = {
  accepts: 'an http:// or https:// URL without user name, password, query or fragment',
  read: (text) => (anonymous(webUrl(text)) ? text.replace(/\/*$/, '/') : null),
};

/** `{region}` stays in; no slash at the end. */
export const ENDPOINT: Kind<string> = {
  accepts: 'an http:// or https:// URL without user name, password, query or fragment, in which {region} stands for the region',
  read: (text) => {
    const filled = text.replaceAll('{region}', 'xx-north-1');
    return !/[{}]/.test(filled) && anonymous(webUrl(filled)) ? text.replace(/\/+$/, '') : null;
  },
};

/** As other programs read it: `proxy.example:8080` means `http://proxy.example:8080`. */
export const PROXY_URL: Kind<string> = {
  accepts: 'the http:// or https:// URL of a proxy',
  read(text) {
    const url = text.includes('://') ? text : `http://${text}`;
    return webUrl(url) ? url : null;
  },
};
