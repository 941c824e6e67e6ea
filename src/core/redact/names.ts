/**
 * What a name says of the value behind it. `line`: the rest of the line is secret; `value`: the value is; `long`: the value is, if it is
 * no ordinary word; `login`: it is if it holds `user:password` in base64.
 */
export type Secrecy = 'line' | 'value' | 'long' | 'login';

const LINE = /(?:^|_)(?:authorization|cookie)$/;
/** Words that are secret wherever they stand in a name: `HUAWEI_AK_EU`, `sdk_sk`. */
const SHORT = /(?:^|_)(?:ak|sk)(?:_|$)/;
const LAST = /(?:^|_)(?:pwd|passwd|pass|jwt)$/;
/** Without underscores: `secretAccessKey` and `secret-access-key` are one. */
const JOINED =
  /(?:access|secret)key[a-z0-9]{0,8}$|(?:security|session|auth|subject|access)token[a-z0-9]{0,8}$|(?:token|password|passphrase|secret|aksk|dockerconfigjson|dockercfg)$|(?:api|private|signing|encryption|account|shared|master|hmac)key$|(?:clientkey|clientcertificate|certificateauthority|key|cert)data$/;
const LONG = /(?:^|_)sig$|signature$|credentials?$/;
/** What speaks about a secret: where it lies, how long it is good. */
const ABOUT = /(?:ref|name|path|file|type|ttl|version|expires?|expiry|length|arn|enabled|required|count|url|uri|mode|resource)$/;
/** Names of Kubernetes objects, and what the next page of a list is called. */
const HARMLESS = /^(?:imagepullsecrets?|tlssecret|pullsecret|(?:next|page|continue|continuation|nextpage|pagination)token)$/;

/** Null: nothing. Any spelling: `secret-key`, `secretKey`, `X-Auth-Token`, `HW_SECRET_KEY`, `data.password`. */
export function secrecyOf(name: string): Secrecy | null {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  const joined = words.replaceAll('_', '');
  if (joined === 'auth') return 'login';
  if (LINE.test(words)) return 'line';
  if (ABOUT.test(joined) || HARMLESS.test(joined)) return null;
  // `:flag-sk:` is an emoji.
  if (words === 'flag_sk') return null;
  if (SHORT.test(words) || LAST.test(words) || JOINED.test(joined)) return 'value';
  return LONG.test(words) ? 'long' : null;
}
