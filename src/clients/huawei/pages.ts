/** The most items asked for at once: what VPC (2,000) and VPCEP both grant. Without it VPCEP sends 10. */
export const PAGE_SIZE = 1_000;
/** The same of SWR, which does not say what it grants. */
export const BARE_PAGE_SIZE = 500;

interface Identified {
  readonly id: string;
}

/** `offset` paging (VPCEP): until `total` items were seen or a page is empty. An item that moved to a later page meanwhile is kept once. */
export async function allByOffset<T extends Identified>(
  page: (offset: number) => Promise<{ readonly items: readonly T[]; readonly total: number | null }>,
): Promise<readonly T[]> {
  const all = new Map<string, T>();
  for (let offset = 0; ; ) {
    const { items, total } = await page(offset);
    for (const item of items) all.set(item.id, item);
    offset += items.length;
    const isLast = total === null ? items.length < PAGE_SIZE : offset >= total;
    if (isLast || items.length === 0) return [...all.values()];
  }
}

/**
 * `marker` paging (VPC): after the last item's id, until a page is not full. A marker that leads back to where it came from would go on
 * for ever: `stuck` makes the error for that.
 */
export async function allByMarker<T extends Identified>(
  page: (marker: string | null) => Promise<readonly T[]>,
  stuck: () => Error,
): Promise<readonly T[]> {
  const all = new Map<string, T>();
  for (let marker: string | null = null; ; ) {
    const items = await page(marker);
    const known = all.size;
    for (const item of items) all.set(item.id, item);
    if (items.length < PAGE_SIZE) return [...all.values()];
    if (all.size === known) throw stuck();
    marker = items.at(-1)?.id ?? null;
  }
}

/**
 * `offset` paging of bare lists (SWR), page by page: until one is empty or brings nothing new, or is not full while nothing is missing of
 * the total. A page alone proves little: a service that grants fewer items than it was asked for never sends a full one.
 */
export async function* pagesByOffset<T>(
  page: (offset: number) => Promise<readonly T[]>,
  { key, totalOf }: { readonly key: (item: T) => string; readonly totalOf: (items: readonly T[]) => number | null },
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  for (let offset = 0; ; ) {
    const items = await page(offset);
    const fresh = items.filter((item) => !seen.has(key(item)));
    for (const item of fresh) seen.add(key(item));
    if (fresh.length > 0) yield fresh;
    offset += items.length;
    if (fresh.length === 0 || (items.length < BARE_PAGE_SIZE && offset >= (totalOf(items) ?? 0))) return;
  }
}
