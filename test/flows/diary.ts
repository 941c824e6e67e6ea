import { Writable } from 'node:stream';
import { Watch } from '../../sandbox/slack/watch.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';

interface Entry {
  readonly level: string;
  readonly msg?: string;
  readonly audit?: AuditRecord;
}

/** What bots log, line by line, and who waits for a line. Every audit record is among them the moment it was written. */
export class Diary extends Writable {
  readonly entries: Entry[] = [];
  text = '';
  readonly #watch = new Watch();

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const line = chunk.toString();
    this.text += line;
    this.entries.push(JSON.parse(line) as Entry);
    this.#watch.changed();
    done();
  }

  get records(): readonly AuditRecord[] {
    return this.entries.flatMap(({ audit }) => audit ?? []);
  }

  /** The first record, written or to come, that the predicate accepts. */
  record(predicate: (record: AuditRecord) => boolean, timeoutMs = 25_000): Promise<AuditRecord> {
    const look = (): AuditRecord | undefined => this.records.find(predicate);
    return this.#watch.until(look, timeoutMs, () => `no such record; the last ones are ${JSON.stringify(this.records.slice(-4))}`);
  }

  /** The first line, written or to come, with this message. */
  async line(msg: string, timeoutMs = 25_000): Promise<void> {
    await this.#watch.until(
      () => this.entries.find((entry) => entry.msg === msg),
      timeoutMs,
      () => `no line ${msg}`,
    );
  }
}
