import { type Act, type Case, idOf } from './case.ts';
import { CLOUD_WRITES } from './cloud-names.ts';
import type { Moment, Wire } from './crossing.ts';
import type { Subject } from './subject.ts';

/** A boundary that a run without a fault crosses every time, and how often. */
export interface Boundary extends Pick<Case, 'phase' | 'wire' | 'role' | 'name'> {
  readonly times: number;
}

/** What is crossed in every one of these recordings, as often as in the one with the fewest. */
export function boundariesIn(recordings: readonly ReadonlyMap<string, number>[]): readonly Boundary[] {
  const [first, ...rest] = recordings;
  return [...(first ?? new Map<string, number>())].flatMap(([key, count]) => {
    const [phase, wire, role, name, moment] = key.split(' / ');
    const times = Math.min(count, ...rest.map((recording) => recording.get(key) ?? 0));
    if (times === 0 || moment !== 'after') return [];
    return { phase, wire, role, name, times } as Boundary;
  });
}

/** These are crossed over and over, each time alike. */
const ALIKE = /^(read run|take publisher lease|lengthen publisher lease|hand to queue publish|finish job of publish|message postponed)$/;
/** Before the approval only what shows the plan matters: that is what people approve. */
const ASKED = /^(chat\.|mark posting|message shown|move running)/;
const WRITES = /^(note step|move|begin|create|take leases|mark posting|message shown|hand to queue execute)/;
const isWrite = (name: string): boolean => CLOUD_WRITES.has(name) || WRITES.test(name);
const BOTH: readonly Moment[] = ['before', 'after'];

const ACTS: Readonly<Record<Wire, (at: Pick<Case, 'role' | 'name'>) => readonly (readonly [Act, readonly Moment[]])[]>> = {
  cloud: ({ name }) => [
    ['kill', BOTH],
    ['kill both', ['after']],
    ['kill twice', ['after']],
    ['reset', BOTH],
    ['answer 500', BOTH],
    ...(CLOUD_WRITES.has(name)
      ? ([
          ['hang', BOTH],
          ['kill and lose intent', ['after']],
        ] as const)
      : ([['answer 429', ['before']]] as const)),
    ...(/Endpoint|Addon|NodePool|Namespace|Deployment/.test(name) ? ([['pause', ['after']]] as const) : []),
  ],
  redis: ({ role, name }) => [
    ['kill', BOTH],
    ['redis restart', BOTH],
    ['reset', BOTH],
    ['redis stall', ['before']],
    ...(isWrite(name) ? ([['kill both', ['after']]] as const) : []),
    ...(isWrite(name) && role === 'worker'
      ? ([
          ['kill twice', ['after']],
          ['pause', ['after']],
        ] as const)
      : []),
  ],
  slack: ({ role }) => [
    ['kill', BOTH],
    ['reset', BOTH],
    ['answer 500', BOTH],
    ['answer 429', ['before']],
    ...(role === 'worker' ? ([['hang', BOTH]] as const) : []),
  ],
};

/** Faults that belong to one moment of the story. */
const APPROVED = {
  phase: 'apply',
  wire: 'redis',
  role: 'gateway',
  name: 'move awaiting_approval to approved',
  nth: 1,
  moment: 'after',
} as const;
const APPLYING = { ...APPROVED, role: 'worker', name: 'move approved to applying' } as const;
const OUTAGES: readonly Act[] = ['slack refuses', 'slack hangs', 'slack 429', 'slack 500'];
const momentsOf = ({ write, picked }: Subject): readonly Case[] => [
  ...(['kill gateway', 'kill worker', 'kill both'] as const).map((act) => ({ ...APPROVED, act, standby: false })),
  ...OUTAGES.flatMap((act) => [APPROVED, APPLYING].map((at) => ({ ...at, act, standby: false }))),
  // The bot then writes nothing for a minute, as the cloud asks.
  { phase: 'apply', wire: 'cloud', role: 'worker', name: write, nth: picked, moment: 'before', act: 'answer 429', standby: false },
];

/** What only looks is disturbed by so many of its faults, drawn by the seed; what writes by all. */
const DRAWN = 2;

/** Played with the leases and polls that operators get: what recovery really takes. */
export const realOf = ({ write, picked }: Subject): readonly Case[] =>
  [
    ...(['before', 'after'] as const).map((moment) => ({ moment, act: 'kill', standby: false }) as const),
    { moment: 'after', act: 'kill', standby: true } as const,
    { moment: 'after', act: 'kill twice', standby: false } as const,
    { moment: 'before', act: 'hang', standby: false } as const,
    { moment: 'after', act: 'hang', standby: false } as const,
  ].map((fault) => ({ phase: 'apply', wire: 'cloud', role: 'worker', name: write, nth: picked, ...fault }) as const);

/** Every case, in an order that the seed decides; it also says where a second worker stands by. */
export function casesAt(boundaries: readonly Boundary[], random: () => number, subject: Subject): readonly Case[] {
  const crossings = boundaries
    .filter(({ phase, name }) => phase === 'apply' || ASKED.test(name))
    .flatMap(({ times, ...at }) => Array.from({ length: ALIKE.test(at.name) ? 1 : times }, (_, i) => ({ ...at, nth: i + 1 })));
  const cases = crossings.flatMap((at) => {
    const faults = ACTS[at.wire](at).flatMap(([act, moments]) => moments.map((moment) => ({ act, moment })));
    const chosen = isWrite(at.name) || at.wire === 'slack' ? faults : shuffled(faults, random).slice(0, DRAWN);
    return chosen.map((fault): Case => ({ ...at, ...fault, standby: fault.act === 'pause' || (fault.act === 'kill' && random() < 0.3) }));
  });
  const all = new Map([...momentsOf(subject), ...cases].map((each) => [idOf(each), each]));
  return shuffled([...all.values()], random);
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Numbers from 0 up to 1, always the same for one seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
