const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST] = [0x7b, 0x5b, 0x7d, 0x5d];

/** More than etcd stores in one object, and more than a list says besides its objects. */
const LARGEST_BYTES = 8 * 1024 ** 2;

/**
 * Takes a Kubernetes list apart while it arrives: each object of `items` is parsed as soon as it is complete, so that a page of any
 * size neither blocks the event loop nor is ever in memory as a whole. Measured with 500 pods of 10 KB: 50 ms in one piece for
 * `JSON.parse` and 30 more for the Kubernetes client's types, against less than 2 ms for each piece that arrives.
 */
export class ItemStream {
  readonly #onItem: (item: unknown) => void;
  /** Everything but the items. */
  readonly #frame: Buffer[] = [];
  /** The item that has begun, as far as it is in earlier chunks. */
  #item: Buffer[] = [];
  #bytes = 0;
  #depth = 0;
  /** The latest string directly in the outermost object; before `[` it is the name of that list. */
  #name = '';
  #inString = false;
  #escaped = false;
  #inItems = false;
  #inItem = false;

  constructor(onItem: (item: unknown) => void) {
    this.#onItem = onItem;
  }

  /** Throws `SyntaxError` for an item that is no JSON, `RangeError` for one that is too large, and whatever `onItem` throws. */
  write(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.#inString) {
        this.#string(byte);
      } else if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) this.#name = '';
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (this.#inItems && this.#depth === 2 && byte === OPEN_OBJECT) {
          this.#keep(chunk, from, at);
          from = at;
          this.#inItem = true;
        }
        this.#depth += 1;
        if (byte === OPEN_LIST && this.#depth === 2 && this.#name === 'items') this.#inItems = true;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth -= 1;
        if (this.#depth === 1) this.#inItems = false;
        if (this.#inItem && this.#depth === 2) {
          this.#complete(chunk, from, at + 1);
          from = at + 1;
        }
      } else if (byte === COMMA && this.#inItems && this.#depth === 2) {
        this.#keep(chunk, from, at);
        from = at + 1;
      }
    }
    this.#keep(chunk, from, chunk.length);
  }

  /** The list without its items. Throws `SyntaxError` if it is no JSON, or not all of it has arrived. */
  end(): unknown {
    return JSON.parse(Buffer.concat(this.#frame).toString());
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    if (this.#inString && this.#depth === 1 && this.#name.length < 8) this.#name += String.fromCharCode(byte);
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    if (from === to) return;
    this.#bytes += to - from;
    if (this.#bytes > LARGEST_BYTES) throw new RangeError('one object of the list is too large');
    // The frame outlives the chunk; a view of it would keep all of it.
    if (this.#inItem) this.#item.push(chunk.subarray(from, to));
    else this.#frame.push(Buffer.from(chunk.subarray(from, to)));
  }

  #complete(chunk: Buffer, from: number, to: number): void {
    const text =
      this.#item.length === 0 ? chunk.toString('utf8', from, to) : Buffer.concat([...this.#item, chunk.subarray(from, to)]).toString();
    this.#item = [];
    this.#inItem = false;
    this.#bytes = 0;
    this.#onItem(JSON.parse(text));
  }
}
