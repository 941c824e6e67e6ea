/** The Redis protocol (RESP 2 and 3), as much of it as it takes to tell where one command or reply ends. */

const LINES = '+-:_,#(';
const TEXTS = '$!=';
const LISTS = '*~>';
const PAIRS = '%|';

/** Where the value that begins at `from` ends; -1 if that is not there yet. */
function endOf(bytes: Buffer, from: number): number {
  const line = bytes.indexOf('\r\n', from);
  if (line < 0) return -1;
  const kind = String.fromCharCode(bytes[from] ?? 0);
  if (LINES.includes(kind)) return line + 2;
  const count = Number(bytes.toString('latin1', from + 1, line));
  if (TEXTS.includes(kind)) {
    const end = count < 0 ? line + 2 : line + 2 + count + 2;
    return end <= bytes.length ? end : -1;
  }
  if (!LISTS.includes(kind) && !PAIRS.includes(kind)) throw new Error(`no Redis protocol: ${JSON.stringify(kind)}`);
  let at = line + 2;
  for (let left = PAIRS.includes(kind) ? count * 2 : count; left > 0; left -= 1) {
    at = endOf(bytes, at);
    if (at < 0) return -1;
  }
  return at;
}

/** Cuts a stream into whole commands or replies. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): readonly Buffer[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Buffer[] = [];
    for (let end = this.#rest.length > 0 ? endOf(this.#rest, 0) : -1; end > 0; end = this.#rest.length > 0 ? endOf(this.#rest, 0) : -1) {
      frames.push(this.#rest.subarray(0, end));
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

/** The words of a command. */
export function wordsOf(frame: Buffer): readonly string[] {
  const words: string[] = [];
  for (let at = frame.indexOf('\r\n') + 2; at < frame.length; ) {
    const line = frame.indexOf('\r\n', at);
    const length = Number(frame.toString('latin1', at + 1, line));
    words.push(frame.toString('utf8', line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return words;
}
