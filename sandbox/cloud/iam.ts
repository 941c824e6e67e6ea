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

/** Whose the sandbox's key is. */
const USER_ID = '07609fb9358010e21f7bc003751c7c32';

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
  {
    service: 'IAM',
    name: 'ShowPermanentAccessKey',
    method: 'GET',
    path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}',
    iamAction: 'iam:credentials:getCredential',
    answer: ({ params: { access_key: access } }) =>
      ok({ credential: { user_id: USER_ID, access, status: 'active', create_time: '2026-01-08T06:25:19.014028Z', description: '' } }),
  },
  {
    service: 'IAM',
    name: 'ShowUser',
    method: 'GET',
    path: '/v3.0/OS-USER/users/{user_id}',
    iamAction: 'iam:users:getUser',
    answer: ({ params: { user_id: id } }, { world }) =>
      id === USER_ID
        ? ok({
            user: {
              id,
              name: world.user.name,
              is_domain_owner: world.user.isRoot,
              domain_id: world.accountId,
              enabled: true,
              access_mode: 'programmatic',
              pwd_status: false,
              links: { self: `https://iam.myhuaweicloud.com/v3.0/OS-USER/users/${id}` },
            },
          })
        : errorAnswer('IAM', 404),
  },
];
