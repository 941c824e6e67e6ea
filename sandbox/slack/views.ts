import { randomUUID } from 'node:crypto';

/** A modal or a Home tab as it stands. */
export type View = Readonly<Record<string, unknown>> & { readonly id: string; readonly user: string };

/** Who looks at which view. */
export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  #made(user: string, view: Readonly<Record<string, unknown>>): View {
    return { ...view, id: `V${randomUUID().slice(0, 8).toUpperCase()}`, user, hash: randomUUID(), state: { values: {} } };
  }

  /** The modal in front of a person; null when there is none. */
  top(user: string): View | null {
    return this.#stacks.get(user)?.at(-1) ?? null;
  }

  home(user: string): View | null {
    return this.#homes.get(user) ?? null;
  }

  open(user: string, view: Readonly<Record<string, unknown>>): View {
    const made = this.#made(user, view);
    this.#stacks.set(user, [made]);
    return made;
  }

  /** Null when three are open already, or none to push upon. */
  push(user: string, view: Readonly<Record<string, unknown>>): View | null {
    const stack = this.#stacks.get(user) ?? [];
    if (stack.length === 0 || stack.length >= 3) return null;
    const made = this.#made(user, view);
    stack.push(made);
    return made;
  }

  /** By the id or external id of an open view; null when it is not open any more. */
  update(id: string, view: Readonly<Record<string, unknown>>): View | null {
    for (const [user, stack] of this.#stacks) {
      const at = stack.findIndex((open) => open.id === id || (id !== '' && open.external_id === id));
      const found = stack[at];
      if (!found) continue;
      const made = { ...this.#made(user, view), id: found.id };
      stack[at] = made;
      return made;
    }
    return null;
  }

  publish(user: string, view: Readonly<Record<string, unknown>>): View {
    const made = this.#made(user, view);
    this.#homes.set(user, made);
    return made;
  }

  close(user: string, all = true): void {
    if (all) this.#stacks.delete(user);
    else this.#stacks.get(user)?.pop();
  }
}
