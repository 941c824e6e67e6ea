import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { z } from 'zod';
import { BotError, isBotError } from '../../core/errors.ts';
import type { Caller } from './caller.ts';
import { listOf, textOrNull } from './wire.ts';

const PER_PAGE = 100;

/** IAM API v3, KeystoneListProjects and KeystoneListAuthProjects. */
const projects = z.object({
  projects: listOf(z.object({ id: z.string(), name: z.string(), enabled: z.boolean().nullish() })),
  links: z.object({ next: textOrNull }).nullish(),
});
type Page = z.infer<typeof projects>;

/**
 * The id of the project that every region has under its own name; sub-projects (`cn-north-4_team`) are not it. Who may not list all
 * projects is asked for the ones it may use. Throws `project_not_found`. The SDK's own lookup is not used: it creates what it misses.
 */
export async function findProject(caller: Caller, region: string, signal: AbortSignal): Promise<string> {
  const found = await findListed(caller, region, signal);
  if (found === undefined) throw new BotError('project_not_found', { region }, { message: `no project is named ${region}` });
  return found;
}

async function findListed(caller: Caller, region: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    for (let page = 1, previous: string | undefined; ; page += 1) {
      const answer = await listProjects(caller, region, page, signal);
      const first = answer.projects[0]?.id;
      const id = idOf(answer, region);
      const isLast = answer.projects.length < PER_PAGE || answer.links?.next === null || first === previous;
      if (id !== undefined || isLast) return id;
      previous = first;
    }
  } catch (error) {
    if (!isBotError(error) || error.code !== 'permission_denied') throw error;
    return idOf(await listAuthProjects(caller, signal), region);
  }
}

const idOf = (page: Page, region: string): string | undefined =>
  page.projects.find((project) => project.name === region && project.enabled !== false)?.id;

const listProjects = (caller: Caller, region: string, page: number, signal: AbortSignal): Promise<Page> =>
  caller.call(
    {
      operation: 'KeystoneListProjects',
      projectId: null,
      ids: { name: region },
      request: (client) => get(client, '/v3/projects', { name: region, page, per_page: PER_PAGE }),
      shape: projects,
    },
    signal,
  );

const listAuthProjects = (caller: Caller, signal: AbortSignal): Promise<Page> =>
  caller.call(
    {
      operation: 'KeystoneListAuthProjects',
      projectId: null,
      ids: {},
      request: (client) => get(client, '/v3/auth/projects', {}),
      shape: projects,
    },
    signal,
  );

const get = (client: HcClient, url: string, queryParams: Record<string, string | number>): Promise<unknown> =>
  client.sendRequest({ method: 'GET', url, contentType: 'application/json', headers: {}, pathParams: {}, queryParams });
