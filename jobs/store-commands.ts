import { CLOCK } from './clock-scripts.ts';
import type { RedisClient } from './redis.ts';
import { BEGIN, CREATE, MOVE, NOTE, READ, RECORD, REPOST, STOP, TAKE, WANT } from './scripts.ts';

type Arg = string | number | Buffer;

/** The scripts of the run store, as commands of a connection. */
export interface StoreCommands {
  burstingCreate(...args: Arg[]): Promise<[string, string, number]>;
  burstingMove(...args: Arg[]): Promise<[string, string, number, number, ...string[]]>;
  burstingRead(run: string): Promise<[number, string[]]>;
  burstingBegin(run: string, ...args: Arg[]): Promise<number | null>;
  burstingNote(...args: Arg[]): Promise<number | string>;
  burstingStop(...args: Arg[]): Promise<number>;
  burstingRecord(...args: Arg[]): Promise<number>;
  burstingRepost(run: string, dirty: string, id: string): Promise<number>;
  burstingWant(run: string, dirty: string, reminders: string, id: string, wish: string): Promise<number>;
  burstingClock(clock: string, ...args: Arg[]): Promise<[number, number]>;
  burstingTake(set: string, againMs: number, limit: number): Promise<string[]>;
}

const SCRIPTS = {
  burstingCreate: [11, CREATE],
  burstingMove: [9, MOVE],
  burstingRead: [1, READ],
  burstingBegin: [1, BEGIN],
  burstingNote: [2, NOTE],
  burstingStop: [4, STOP],
  burstingRecord: [2, RECORD],
  burstingRepost: [2, REPOST],
  burstingWant: [3, WANT],
  burstingClock: [9, CLOCK],
  burstingTake: [1, TAKE],
} as const;

/** Teaches a connection the scripts. */
export function withCommands(redis: RedisClient): RedisClient & StoreCommands {
  for (const [name, [numberOfKeys, lua]] of Object.entries(SCRIPTS)) redis.defineCommand(name, { numberOfKeys, lua });
  return redis as RedisClient & StoreCommands;
}
