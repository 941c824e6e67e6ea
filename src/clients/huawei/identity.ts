import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { z } from 'zod';
import type { Caller } from './caller.ts';
import { listOf } from './wire.ts';

/** Whose an access key is. `isRoot`: the account's own, which no policy restricts. */
export interface KeyOwner {
  readonly name: string;
  readonly isRoot: boolean;
}

/** A project that the key's user may use. */
export interface UsableProject {
  readonly id: string;
  /** A region, or `<region>_<name>` for a project inside it. */
  readonly name: string;
}

/** IAM API v3.0, ShowPermanentAccessKey. Of one's own key it needs no permission. */
const accessKey = z.object({ credential: z.object({ user_id: z.string() }) });
/** IAM API v3.0, ShowUser. Of oneself it needs no permission. */
const user = z.object({ user: z.object({ name: z.string(), is_domain_owner: z.boolean() }) });
/** IAM API v3, KeystoneListAuthProjects. Needs no permission. */
const projects = z.object({ projects: listOf(z.object({ id: z.string(), name: z.string() })) });

/** Two reads: whose key it is, and who that is. Temporary keys are no permanent ones: `not_found`. Throws `BotError`. */
export async function keyOwner(caller: Caller, accessKeyId: string, signal: AbortSignal): Promise<KeyOwner> {
  const { credential } = await caller.call(
    {
      operation: 'ShowPermanentAccessKey',
      projectId: null,
      ids: { access_key: accessKeyId },
      request: (client) => get(client, `/v3.0/OS-CREDENTIAL/credentials/${accessKeyId}`),
      shape: accessKey,
    },
    signal,
  );
  const found = await caller.call(
    {
      operation: 'ShowUser',
      projectId: null,
      ids: { user_id: credential.user_id },
      request: (client) => get(client, `/v3.0/OS-USER/users/${credential.user_id}`),
      shape: user,
    },
    signal,
  );
  return { name: found.user.name, isRoot: found.user.is_domain_owner };
}

/** Throws `BotError`; `credentials_rejected` for a key that is none. */
export async function usableProjects(caller: Caller, signal: AbortSignal): Promise<readonly UsableProject[]> {
  const answer = await caller.call(
    {
      operation: 'KeystoneListAuthProjects',
      projectId: null,
      ids: {},
      request: (client) => get(client, '/v3/auth/projects'),
      shape: projects,
    },
    signal,
  );
  return answer.projects;
}

const get = (client: HcClient, url: string): Promise<unknown> =>
  client.sendRequest({ method: 'GET', url, contentType: 'application/json', headers: {}, pathParams: {}, queryParams: {} });
