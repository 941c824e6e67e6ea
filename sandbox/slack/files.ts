import { randomUUID } from 'node:crypto';

export interface File {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  /** What was uploaded; null until it was. */
  content: Buffer | null;
  /** A file is shared once. */
  shared: boolean;
}

/** Files on their way in: announced, uploaded, then shared with a message. */
export class Files {
  readonly #byId = new Map<string, File>();
  readonly #byTicket = new Map<string, File>();

  announce(name: string, length: number): { file: File; ticket: string } {
    const ticket = randomUUID();
    const file: File = { id: `F${randomUUID().slice(0, 8).toUpperCase()}`, name, length, content: null, shared: false };
    this.#byId.set(file.id, file);
    this.#byTicket.set(ticket, file);
    return { file, ticket };
  }

  get(id: string): File | null {
    return this.#byId.get(id) ?? null;
  }

  /** False when nobody announced it, with another length, or when it was uploaded before. */
  upload(ticket: string, content: Buffer): boolean {
    const file = this.#byTicket.get(ticket);
    if (!file || file.content || file.length !== content.length) return false;
    file.content = content;
    return true;
  }
}
