import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Person, toPerson } from '../src/people/person.ts';
import { key, type RedisClient } from './redis.ts';
import { slackCode } from './slack-errors.ts';

/** How long people and groups are remembered: a right that was taken away counts no longer than this (approvals ask uncached). */
const CACHE_MS = 60_000;

export interface DirectoryDeps {
  readonly slack: WebClient;
  readonly redis: RedisClient;
  /** Our workspace; rejects while Slack does not say. */
  readonly teamId: () => Promise<string>;
  readonly log: Logger;
  /** Asks Slack each time: before something is applied. What it says is remembered for the others. */
  readonly fresh?: boolean;
}

/** A person's language is remembered for longer: it is asked for before every answer, and changes once in a lifetime. */
const LOCALE_MS = 7 * 86_400_000;
/** A silent Redis must not look as if Slack were silent: after this, Slack is asked as well, and who answers first is believed. */
const REMEMBER_MS = 100;

const members = z.array(z.string());

/**
 * Who people are and which user groups they are in, as Slack says, remembered in Redis for a minute. Concurrent questions are
 * asked once.
 */
export class Directory {
  readonly #deps: DirectoryDeps;
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor(deps: DirectoryDeps) {
    this.#deps = deps;
  }

  /** Somebody Slack does not tell about is barred as `unknown`. */
  async person(userId: string): Promise<Person> {
    const [user, teamId] = await Promise.all([this.#user(userId), this.#deps.teamId().catch(() => null)]);
    const person = teamId === null ? null : toPerson(user, teamId);
    return person?.id === userId ? person : { id: userId, barred: 'unknown' };
  }

  #user(userId: string): Promise<Readonly<Record<string, unknown>> | null> {
    return this.#cached(
      key('person', userId),
      z.looseObject({}),
      async () => (await this.#deps.slack.users.info({ user: userId, include_locale: true })).user,
    );
  }

  /** As Slack writes it (`zh-CN`); null: it does not say, or not yet. Never rejects. */
  async locale(userId: string): Promise<string | null> {
    const { redis } = this.#deps;
    const known = redis.status === 'ready' ? await redis.get(key('locale', userId)).catch(() => null) : null;
    if (known) return known;
    const user = await this.#user(userId);
    const locale = typeof user?.locale === 'string' ? user.locale : null;
    if (locale !== null && redis.status === 'ready') redis.set(key('locale', userId), locale, 'PX', LOCALE_MS).catch(() => {});
    return locale;
  }

  /** Null: Slack does not say, which is never a yes. */
  async members(groupId: string): Promise<ReadonlySet<string> | null> {
    const users = await this.#cached(
      key('group', groupId),
      members,
      async () => (await this.#deps.slack.usergroups.users.list({ usergroup: groupId })).users,
    );
    return users ? new Set(users) : null;
  }

  /** Forgets a group, after Slack told of a change. */
  async forgetGroup(groupId: string): Promise<void> {
    await this.#deps.redis.del(key('group', groupId)).catch(() => 0);
  }

  #cached<T>(id: string, schema: z.ZodType<T>, ask: () => Promise<unknown>): Promise<T | null> {
    const known = this.#asking.get(id) as Promise<T | null> | undefined;
    if (known) return known;
    const asked = this.#lookUp(id, schema, ask).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asked);
    return asked;
  }

  async #lookUp<T>(id: string, schema: z.ZodType<T>, ask: () => Promise<unknown>): Promise<T | null> {
    if (this.#deps.fresh) return this.#ask(id, schema, ask);
    const remembered = this.#remembered(id, schema);
    const soon = await Promise.race([remembered, new Promise<null>((resolve) => setTimeout(resolve, REMEMBER_MS, null))]);
    if (soon !== null) return soon;
    const either = [remembered, this.#ask(id, schema, ask)].map(async (answer) => (await answer) ?? Promise.reject(new Error('no answer')));
    return Promise.any(either).catch(() => null);
  }

  async #remembered<T>(id: string, schema: z.ZodType<T>): Promise<T | null> {
    const { redis } = this.#deps;
    const text = redis.status === 'ready' ? await redis.get(id).catch(() => null) : null;
    return schema.safeParse(parsed(text)).data ?? null;
  }

  async #ask<T>(id: string, schema: z.ZodType<T>, ask: () => Promise<unknown>): Promise<T | null> {
    const { redis, log } = this.#deps;
    try {
      const told = schema.parse(await ask());
      if (redis.status === 'ready') redis.set(id, JSON.stringify(told), 'PX', CACHE_MS).catch(() => {});
      return told;
    } catch (error) {
      log.warn(
        { slack: slackCode(error), detail: error instanceof Error ? error.message.slice(0, 200) : '' },
        'Slack does not say who this is',
      );
      return null;
    }
  }
}

/** What Redis remembers may be anything; what cannot be read is asked again. */
function parsed(remembered: string | null): unknown {
  try {
    return JSON.parse(remembered ?? 'null');
  } catch {
    return null;
  }
}
