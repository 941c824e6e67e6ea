import type { ProjectState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { type Operation, ok, wholeNumber } from './operation.ts';

const wire = (world: World, project: ProjectState) => ({
  domain_id: world.accountId,
  is_domain: false,
  parent_id: world.accountId,
  name: project.name,
  description: '',
  links: { next: null, previous: null, self: `https://iam.myhuaweicloud.com/v3/projects/${project.id}` },
  id: project.id,
  enabled: project.enabled,
});

const list = (world: World, projects: readonly ProjectState[], self: string) =>
  ok({
    projects: projects.map((project) => wire(world, project)),
    links: { next: null, previous: null, self: `https://iam.myhuaweicloud.com/v3/${self}` },
  });

export const iamOperations: readonly Operation[] = [
  {
    service: 'IAM',
    name: 'KeystoneListProjects',
    method: 'GET',
    path: '/v3/projects',
    iamAction: 'iam:projects:listProjects',
    answer({ query }, { world }) {
      const page = wholeNumber(query, 'page', { fallback: 1, min: 1, max: 100_000 });
      const perPage = wholeNumber(query, 'per_page', { fallback: 5_000, min: 1, max: 5_000 });
      if (page === null || perPage === null) return errorAnswer('IAM', 400);
      const name = query.get('name');
      const enabled = query.get('enabled');
      const matching = world.projects
        .filter((project) => name === null || project.name === name)
        .filter((project) => enabled === null || String(project.enabled) === enabled);
      return list(world, matching.slice((page - 1) * perPage, page * perPage), 'projects');
    },
  },
  {
    service: 'IAM',
    name: 'KeystoneListAuthProjects',
    method: 'GET',
    path: '/v3/auth/projects',
    iamAction: 'iam:projects:listProjects',
    answer: (_request, { world }) => list(world, world.projects, 'auth/projects'),
  },
];
