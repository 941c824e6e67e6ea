import { z } from 'zod';
import type { Form, FormDesk } from '../src/runs/form.ts';
import { ask } from './ask.ts';
import { key, PREFIX, type RedisClient } from './redis.ts';
import { NOW } from './scripts.ts';

/** A form that nobody has sent in this time is none any more. */
const KEPT_MS = 3_600_000;
/** The person has given up on one that was not filled in by then. */
const FILL_WITHIN_MS = 60_000;

/** `forms`: ids by when they are to be filled in. A form is a hash: `form` (JSON), `view`, `cluster`, `asked` (when a choice was made last). */
const FORMS = key('forms');
const formKey = (id: string): string => key('form', id);

/** KEYS forms, form. ARGV id, field, value. Returns 1, or 0 if there is no such form. */
const ASK = `${NOW}
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3], 'asked', ms(now))
redis.call('ZADD', KEYS[1], ms(now), ARGV[1])
return 1
`;

/** KEYS forms. ARGV againMs, limit, prefix, withinMs. Those that nobody waits for any more are dropped. */
const TAKE = `${NOW}
local ids = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ms(now), 'LIMIT', 0, ARGV[2])) do
  local asked = redis.call('HGET', ARGV[3] .. ':form:' .. id, 'asked')
  if asked and now - asked < tonumber(ARGV[4]) then
    redis.call('ZADD', KEYS[1], ms(now + tonumber(ARGV[1])), id)
    ids[#ids + 1] = id
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return ids
`;

/** What was asked for at that time is filled in. KEYS forms, form. ARGV id, asked. */
const FILLED = `
if redis.call('HGET', KEYS[2], 'asked') ~= ARGV[2] then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
`;

interface Scripts {
  burstingFormAsk(forms: string, form: string, id: string, field: string, value: string): Promise<number>;
  burstingFormTake(forms: string, againMs: number, limit: number, prefix: string, withinMs: number): Promise<string[]>;
  burstingFormFilled(forms: string, form: string, id: string, asked: string): Promise<number>;
}

const Kept = z.strictObject({
  id: z.string(),
  user: z.string(),
  channel: z.string(),
  command: z.string(),
  params: z.record(z.string(), z.string()),
  cluster: z.string().nullable(),
});

/** A form that stands in front of somebody, and waits to be filled in. */
export interface OpenForm {
  readonly form: Form;
  readonly view: string;
  /** When that was asked for last, by Redis's clock. */
  readonly asked: string;
  /** Since then, in milliseconds. */
  readonly waitedMs: number;
}

/** Forms on Redis. */
export class Forms implements FormDesk {
  readonly #redis: RedisClient & Scripts;
  readonly #hint: (id: string) => void;

  /** `hint`: called when one is to be filled in; whatever a hint misses is found within a second. */
  constructor(redis: RedisClient, hint: (id: string) => void) {
    redis.defineCommand('burstingFormAsk', { numberOfKeys: 2, lua: ASK });
    redis.defineCommand('burstingFormTake', { numberOfKeys: 1, lua: TAKE });
    redis.defineCommand('burstingFormFilled', { numberOfKeys: 2, lua: FILLED });
    this.#redis = redis as RedisClient & Scripts;
    this.#hint = hint;
  }

  async keep(form: Form): Promise<void> {
    await ask(this.#redis, () =>
      this.#redis.multi().hset(formKey(form.id), 'form', JSON.stringify(form)).pexpire(formKey(form.id), KEPT_MS).exec(),
    );
  }

  async shown(id: string, view: string): Promise<void> {
    await this.#ask(id, 'view', view);
  }

  async choose(form: Form, cluster: string): Promise<void> {
    await this.#ask(form.id, 'cluster', cluster);
  }

  async get(id: string): Promise<Form | null> {
    return (await this.#read(id))?.form ?? null;
  }

  async open(id: string): Promise<OpenForm | null> {
    const found = await this.#read(id);
    if (!found?.view) return null;
    const [seconds = 0, micros = 0] = await ask(this.#redis, () => this.#redis.time());
    const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    return { form: found.form, view: found.view, asked: found.asked, waitedMs: Math.max(0, now - Number(found.asked)) };
  }

  async take(againMs: number, limit: number): Promise<readonly string[]> {
    return ask(this.#redis, () => this.#redis.burstingFormTake(FORMS, againMs, limit, PREFIX, FILL_WITHIN_MS));
  }

  async filled({ form: { id }, asked }: OpenForm): Promise<void> {
    await ask(this.#redis, () => this.#redis.burstingFormFilled(FORMS, formKey(id), id, asked));
  }

  async #ask(id: string, field: string, value: string): Promise<void> {
    const asked = await ask(this.#redis, () => this.#redis.burstingFormAsk(FORMS, formKey(id), id, field, value));
    if (asked === 1) this.#hint(id);
  }

  async #read(id: string): Promise<{ readonly form: Form; readonly view: string | null; readonly asked: string } | null> {
    if (!/^form_[\w-]{16}$/.test(id)) return null;
    const { form: json, view, cluster, asked } = await ask(this.#redis, () => this.#redis.hgetall(formKey(id)));
    const kept = Kept.safeParse(JSON.parse(json ?? 'null')).data;
    return kept ? { form: { ...kept, cluster: cluster ?? kept.cluster }, view: view ?? null, asked: asked ?? '' } : null;
  }
}
