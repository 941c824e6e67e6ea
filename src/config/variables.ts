import type { Kind } from './kinds.ts';
import type { Mistake } from './mistake.ts';

/** The environment, as `cli/environment.ts` read it. */
export interface Environment {
  /** `NAME_FILE` is already read into `NAME`. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** By `NAME`: why its `NAME_FILE` cannot be used. Looked at only for variables that are asked for. */
  readonly unusable: ReadonlyMap<string, string>;
}

/** Every variable that has one name; those of credentials are in CREDENTIAL_FAMILIES. */
export const VARIABLES = [
  'BURSTING_CONFIG',
  'BURSTING_SIGNING_KEY',
  'DATA_DIR',
  'HOST',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'HUAWEICLOUD_SDK_PROJECT_ID',
  'HUAWEI_ENDPOINT_CCE',
  'HUAWEI_ENDPOINT_IAM',
  'HUAWEI_ENDPOINT_SWR',
  'HUAWEI_ENDPOINT_VPC',
  'HUAWEI_ENDPOINT_VPCEP',
  'HUAWEI_PROJECT_ID',
  'LOG_FORMAT',
  'LOG_LEVEL',
  'NO_PROXY',
  'PORT',
  'REDIS_URL',
  'ROLE',
  'SLACK_API_URL',
  'SLACK_APP_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'WORKER_GROUP',
] as const;

/** Names for one key pair, in the order in which they are looked for. A pair is never put together from two families. */
export const CREDENTIAL_FAMILIES = [
  { ak: 'HUAWEI_AK', sk: 'HUAWEI_SK', token: 'HUAWEI_SECURITY_TOKEN' },
  { ak: 'HUAWEICLOUD_SDK_AK', sk: 'HUAWEICLOUD_SDK_SK', token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN' },
  { ak: 'HW_ACCESS_KEY', sk: 'HW_SECRET_KEY', token: 'HW_SECURITY_TOKEN' },
] as const;

const CREDENTIAL_VARIABLES = CREDENTIAL_FAMILIES.flatMap(({ ak, sk, token }) => [ak, sk, token]);
type CredentialVariable = (typeof CREDENTIAL_VARIABLES)[number];
type Variable =
  | (typeof VARIABLES)[number]
  | 'https_proxy'
  | 'http_proxy'
  | 'no_proxy'
  | CredentialVariable
  | `${CredentialVariable}_${string}`;

/** Whether a variable holds a cloud credential, named (`HUAWEI_AK_EU`) or in a file (`HUAWEI_AK_FILE`) included. */
export const isCredentialVariable = (name: string): boolean =>
  CREDENTIAL_VARIABLES.some((base) => name === base || name.startsWith(`${base}_`));

/** Whether the bot reads a variable, so that it may also be given as `NAME_FILE`. */
export const isVariable = (name: string): boolean => VARIABLES.some((known) => known === name) || isCredentialVariable(name);

/** Reads the environment, variable by variable. What is wrong becomes a mistake; reading goes on with a stand-in. Empty means unset. */
export class Variables {
  readonly #environment: Environment;
  readonly #mistakes: Mistake[];

  constructor(environment: Environment, mistakes: Mistake[]) {
    this.#environment = environment;
    this.#mistakes = mistakes;
  }

  refuse(place: string, problem: string): void {
    this.#mistakes.push({ place, problem });
  }

  /** Set, in a file or directly, rightly or wrongly. */
  given(name: Variable): boolean {
    return this.#text(name) !== null || this.#environment.unusable.has(name);
  }

  /** The first of the names that is set. Null if none is, or if it is wrong. */
  optional<T>(kind: Kind<T>, ...names: readonly [Variable, ...Variable[]]): T | null {
    const name = names.find((one) => this.given(one));
    if (name === undefined) return null;
    const unusable = this.#environment.unusable.get(name);
    const text = this.#text(name);
    if (unusable !== undefined) this.refuse(`${name}_FILE`, unusable);
    else if (text !== null) {
      const value = kind.read(text);
      if (value === null) this.refuse(name, `must be ${kind.accepts}`);
      return value;
    }
    return null;
  }

  or<T>(kind: Kind<T>, fallback: T, ...names: readonly [Variable, ...Variable[]]): T {
    return this.optional(kind, ...names) ?? fallback;
  }

  /** Empty if it is missing (`missing` is the mistake then) or wrong. */
  required(kind: Kind<string>, name: Variable, missing: string): string {
    if (!this.given(name)) this.refuse(name, missing);
    return this.or(kind, '', name);
  }

  /** The variables that are set and fit, under the names that people set: `NAME_FILE` where that was used. */
  namesOf(fits: (name: string) => boolean): readonly string[] {
    const { values, unusable } = this.#environment;
    const set = Object.keys(values).filter((name) => values[name]);
    const names = [...set, ...[...unusable.keys()].map((name) => `${name}_FILE`)].filter((name) => fits(name));
    return [...new Set(names)].filter((name) => !names.includes(`${name}_FILE`)).sort();
  }

  #text(name: string): string | null {
    return this.#environment.values[name] || null;
  }
}
