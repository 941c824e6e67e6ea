import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { ImageNamespace, Repository } from '../../ports/registry.ts';
import { type Reading, readSource, SOURCES } from '../sources.ts';
import { type Architecture, byWorth, type Candidate, choose, type Found, PUBLIC_NAMESPACES } from './rank.ts';

/** A registry of hundreds of repositories with thousands of tags takes thousands of calls: what was not begun by then is left out. */
const BUDGET_MS = 90_000;
/** Calls under way at the same time: a few less than SWR is sent at all (`Limiter`), so that others get a turn. */
const AT_ONCE = 12;
/** Images that are kept and shown: a result of more would not fit where results are kept (contract, section 3: 256 KiB compressed). */
const KEPT = 5_000;
/** Names in one finding. */
const NAMED = 20;

export interface Discovery extends Found {
  readonly selected: Candidate | null;
  /** Why `selected`. */
  readonly reason: Finding;
  readonly warnings: readonly Finding[];
  /** Nothing may be concluded from what was not found: this was not told. */
  readonly unreadable: Extract<Reading<never>, { ok: false }>['finding'] | null;
}

/** The best images of any number: what is certainly not among them is let go while others arrive. */
class Best {
  #images: Candidate[] = [];
  readonly #compare: (a: Candidate, b: Candidate) => number;
  count = 0;

  constructor(compare: (a: Candidate, b: Candidate) => number) {
    this.#compare = compare;
  }

  add(image: Candidate): void {
    this.count += 1;
    this.#images.push(image);
    if (this.#images.length >= 2 * KEPT) this.#images = this.sorted() as Candidate[];
  }

  sorted(): readonly Candidate[] {
    return this.#images.toSorted(this.#compare).slice(0, KEPT);
  }
}

/** Does all work, some of it at the same time, in the order of the list. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const one = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** What was asked and did not tell, place by place. */
class Gaps {
  readonly #places: string[] = [];
  first: Discovery['unreadable'] = null;

  add(place: string, found: NonNullable<Discovery['unreadable']>): void {
    this.first ??= found;
    this.#places.push(place);
  }

  get warnings(): readonly Finding[] {
    if (this.first === null) return [];
    const { code, facts } = this.first;
    const places = this.#places.toSorted();
    const rest = places.length - NAMED;
    const named = rest > 0 ? [...places.slice(0, NAMED), `${rest} more`] : places;
    return [finding('registry_unreadable', { places: named, denied: code === 'permission_denied', detail: facts.detail })];
  }
}

/**
 * All images of this account's organisations, to the last page, and the one for a smoke workload. What fails for one organisation or
 * repository hides no other; what takes longer than `budgetMs` is left out and counted. Throws if the organisations cannot be listed.
 */
export async function discoverImages(
  { ports, signal }: Pick<Context, 'ports' | 'signal'>,
  architecture: Architecture,
  budgetMs = BUDGET_MS,
): Promise<Discovery> {
  const gaps = new Gaps();
  const compare = byWorth(architecture);
  const best = new Best(compare);
  let cut = 0;
  const tooLate = (): void => {
    cut += 1;
  };

  const namespaces = await ports.registry.namespaces(signal);
  const half = (): AbortSignal => AbortSignal.timeout(budgetMs / 2);
  let late = half();
  const repositories: { readonly of: ImageNamespace; readonly repository: Repository }[] = [];
  await inTurns(inOrder(namespaces), async (of) => {
    const read = await readSource(SOURCES.repositories, signal, async () => {
      for await (const page of ports.registry.repositoryPages(of.name, signal)) {
        for (const repository of page) repositories.push({ of, repository });
        if (late.aborted) return tooLate();
      }
    });
    if (!read.ok) gaps.add(of.name, read.finding);
  });

  const filled = repositories.filter(({ repository }) => repository.imageCount > 0);
  // The most promising first, for the case that time runs out.
  const ordered = filled
    .map((each) => ({ ...each, likely: candidateOf(each.of, each.repository, { ...ANY_TAG, image: each.repository.path }) }))
    .toSorted((a, b) => compare(a.likely, b.likely));
  late = half();
  await inTurns(ordered, async ({ of, repository }) => {
    if (late.aborted) return tooLate();
    const read = await readSource(SOURCES.tags, signal, async () => {
      let seen = 0;
      for await (const page of ports.registry.tagPages(repository, signal)) {
        for (const tag of page) best.add(candidateOf(of, repository, tag));
        seen += page.length;
        if (late.aborted && seen < repository.imageCount) return tooLate();
      }
    });
    if (!read.ok) gaps.add(`${repository.namespace}/${repository.name}`, read.finding);
  });

  const images = best.sorted();
  const found = { images, count: best.count, namespaces: namespaces.length, repositories: repositories.length };
  return {
    ...found,
    ...choose(found, architecture),
    unreadable: gaps.first,
    warnings: [
      ...gaps.warnings,
      ...(cut > 0 ? [finding('registry_cut', { repositories: cut, seconds: Math.round(budgetMs / 1_000) })] : []),
      ...(best.count > images.length ? [finding('images_left_out', { listed: images.length, found: best.count })] : []),
    ],
  };
}

const inOrder = (namespaces: readonly ImageNamespace[]): readonly ImageNamespace[] =>
  namespaces.toSorted((a, b) => Number(PUBLIC_NAMESPACES.includes(a.name)) - Number(PUBLIC_NAMESPACES.includes(b.name)) || b.auth - a.auth);

const ANY_TAG = { name: '', updatedAt: null, multiArch: true };

const candidateOf = (
  { owner, auth }: ImageNamespace,
  { namespace, name, isPublic }: Repository,
  { image, name: tag, updatedAt, multiArch }: { image: string; name: string; updatedAt: string | null; multiArch: boolean },
): Candidate => ({ image, namespace, repository: name, tag, owner, public: isPublic, auth, updatedAt, multiArch });
