import type { NamespaceState, RepositoryState } from './world.ts';

/** A repository with these tags, the first pushed last. */
export const repositoryOf = (name: string, tags: readonly string[], more: Partial<RepositoryState> = {}): RepositoryState => ({
  name,
  isPublic: false,
  updatedAt: '2026-11-18T01:44:20Z',
  tags: tags.map((tag, i) => ({ name: tag, updatedAt: new Date(Date.UTC(2026, 10, 18 - i, 1, 44, 20)).toISOString(), multiArch: false })),
  ...more,
});

/** What the story's account has in SWR: a team's own organisation, and one that another team shares. */
export const storyRegistry = (): NamespaceState[] => [
  {
    id: 41207,
    name: 'team-payments',
    creator: 'ops-admin',
    auth: 7,
    repositories: [
      repositoryOf('nginx', ['stable', '1.27.2']),
      repositoryOf('nightly-batch-cli', ['2026-11-20'], { updatedAt: '2026-11-20T17:02:09Z' }),
      repositoryOf('empty-repo', [], { updatedAt: '2026-09-01T00:00:00Z' }),
    ],
  },
  {
    id: 41233,
    name: 'shared-base',
    creator: 'platform',
    auth: 1,
    repositories: [repositoryOf('base/web', ['latest'], { isPublic: true })],
  },
];
