import { createHash } from 'node:crypto';
import * as leaseScripts from '../../jobs/lease-scripts.ts';
import * as runScripts from '../../jobs/scripts.ts';
import * as turnScripts from '../../jobs/turn-scripts.ts';

type Words = readonly string[];

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
const scripts = { ...runScripts, ...leaseScripts, ...turnScripts };
type Script = keyof typeof scripts;
const bySha = new Map(Object.entries(scripts).map(([name, lua]) => [sha1(lua), name as Script]));

interface Terms {
  readonly from: string;
  readonly to: string;
}

/** What our own scripts do, by their arguments; null: what comes and goes with the clock (renewals, the reconciler), which has no number. */
const OURS: { readonly [Name in Script]?: (args: Words) => string | null } = {
  CREATE: () => 'create run',
  MOVE: (args) => {
    const { from, to } = JSON.parse(args.at(-1) ?? '') as Terms;
    return `move ${from} to ${to}`;
  },
  READ: () => 'read run',
  BEGIN: () => 'begin attempt',
  NOTE: (args) => {
    const [field, value] = args.slice(-3);
    const status = field?.startsWith('step:') ? ` ${(JSON.parse(value ?? '{}') as { status?: string }).status ?? ''}` : '';
    return `note ${field}${status}`;
  },
  POSTING: () => 'mark posting',
  RENEW: () => 'lengthen publisher lease',
  SHOWN: () => 'message shown',
  POSTPONE: () => 'message postponed',
  SPEND: () => null,
  LEASE_TAKE: () => 'take leases',
  LEASE_KEEP: (args) => (args[4] === '0' ? 'give leases back' : null),
};

/** BullMQ's scripts, told apart by their first key and number of keys. */
function queueName(keys: Words, words: Words): string | null {
  const [first = ''] = keys;
  if (!words.some((word) => /run_[0-9a-z]{10}/.test(word))) return null;
  const queue = first.split(':').at(-2);
  if (keys.length === 9 && first.endsWith(':wait')) return `hand to queue ${queue}`;
  return keys.length === 14 ? `finish job of ${queue}` : null;
}

/** What a command of a bot is about; null: nothing that a run waits for. */
export function redisName(words: Words): string | null {
  const [command = '', first = '', second = ''] = words;
  switch (command.toLowerCase()) {
    case 'evalsha':
    case 'eval': {
      const name = bySha.get(command.toLowerCase() === 'evalsha' ? first : sha1(first));
      const keys = words.slice(3, 3 + Number(second));
      return name === undefined ? queueName(keys, words) : (OURS[name]?.(words.slice(3)) ?? null);
    }
    case 'hset':
      return words.includes('posting') ? 'mark posting' : null;
    case 'hmget':
      return first.endsWith(':freezes') ? 'look for freezes' : words.includes('ts') ? 'look for message' : null;
    case 'set':
      return first.endsWith(':publisher') ? 'take publisher lease' : null;
    default:
      return null;
  }
}

/** For SCRIPT LOAD, so that no command has to be sent twice. */
export const ourScripts: readonly string[] = Object.keys(OURS).map((name) => scripts[name as Script]);
