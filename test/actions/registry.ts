import type { ImageNamespace, ImageTag, Registry, Repository } from '../../src/ports/registry.ts';

export const HOST = 'swr.cn-north-4.myhuaweicloud.com';
type Repositories = Readonly<Record<string, readonly string[] | Error>>;
/** Organisation, repository, tags; an error is what its listing answers. */
export type RegistryContent = Readonly<Record<string, Repositories | Error>>;

interface Behaviour {
  /** By organisation; 7 where nothing is said. */
  readonly auth?: Readonly<Record<string, number>>;
  /** Milliseconds that every page takes. */
  readonly latencyMs?: number;
  readonly onTags?: () => void;
}

/** A registry whose pages have two items. */
export function registryOf(content: RegistryContent, { auth, latencyMs = 0, onTags }: Behaviour = {}): Registry {
  async function* pages<T>(items: readonly T[], signal: AbortSignal) {
    for (let i = 0; i < items.length; i += 2) {
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      signal.throwIfAborted();
      yield items.slice(i, i + 2);
    }
  }
  return {
    namespaces: async () => Object.keys(content).map((name): ImageNamespace => ({ name, owner: 'ops', auth: auth?.[name] ?? 7 })),
    async *repositoryPages(namespace, signal) {
      const inside = content[namespace] ?? {};
      if (inside instanceof Error) throw inside;
      const all = Object.entries(inside).map(
        ([name, tags]): Repository => ({
          namespace,
          name,
          path: `${HOST}/${namespace}/${name}`,
          isPublic: false,
          imageCount: tags instanceof Error ? 1 : tags.length,
        }),
      );
      yield* pages(all, signal);
    },
    async *tagPages({ namespace, name, path }, signal) {
      onTags?.();
      const inside = content[namespace] ?? {};
      const tags = inside instanceof Error ? [] : (inside[name] ?? []);
      if (tags instanceof Error) throw tags;
      yield* pages(
        tags.map((tag): ImageTag => ({ name: tag, image: `${path}:${tag}`, updatedAt: null, multiArch: false })),
        signal,
      );
    },
  };
}
