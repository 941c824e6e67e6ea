import { holdsToken } from './redact/shapes.ts';

/**
 * Keys that people type by mistake. Who is refused for one is told to treat it as leaked, so that what is no key must not match:
 * project ids (32 hex digits), UUIDs, subnet ids, digests and commit ids have no capitals, or another length.
 */

/** An access key: 20 capitals and digits, with both. */
const ACCESS_KEY = /^(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{20}$/;
/** A secret key: 40 letters and digits, with upper case, lower case and a digit. */
const SECRET_KEY = /^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-Za-z0-9]{40}$/;

/** Names that announce a secret, `-` read as `_`: `ak`, `HUAWEI_SK`, `HUAWEI_AK_EU`, `hw_access_key`, `X-Auth-Token`. */
const SECRET_NAME = /(?:^|_)(?:ak|sk|(?:access|secret)_?key|secret_?access_?key|(?:security|session|auth)_?token)(?:_|$)/;

/** A name right before `=`, or before `:` and something long (pasted JSON or YAML). One match per run of letters: linear in the text. */
const NAME_BEFORE_VALUE = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+(?=["'`]?\s?(?:=|:\s?["'`]?[A-Za-z0-9+/]{16}))/g;

/**
 * Whether what a person typed holds a cloud key, or names one with `ak=`, `sk=`, `security_token=` and their other spellings; or holds a
 * token of another kind, a key in PEM, or an address with a password.
 * A bare word, a value, and each word of a quoted value or of a comma-separated list are looked at whole; a key-like part of a longer
 * word (an image path) is not a key. Keeps nothing.
 */
export function holdsKey(typed: string): boolean {
  const text = typed.normalize('NFKC').replace(/ +/g, ' ');
  for (const [name] of text.matchAll(NAME_BEFORE_VALUE)) {
    if (SECRET_NAME.test(name.toLowerCase().replace(/-/g, '_'))) return true;
  }
  if (holdsToken(text)) return true;
  return text.split(/[\s"=,;]+/).some((piece) => {
    const word = piece.replace(/^[^A-Za-z0-9]+/, '').replace(/[^A-Za-z0-9]+$/, '');
    return ACCESS_KEY.test(word) || SECRET_KEY.test(word);
  });
}
