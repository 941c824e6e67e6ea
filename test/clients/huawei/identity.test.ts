import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, KEY, never, type Received, SignedServer } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());

const USER = '07609fb9358010e21f7bc003751c7c32';
/** IAM API v3.0, ShowPermanentAccessKey and ShowUser: the examples of its reference. */
const CREDENTIAL = {
  credential: { status: 'active', access: KEY.ak, description: '', user_id: USER, create_time: '2020-01-08T06:25:19.014028Z' },
};
const USER_ANSWER = {
  user: {
    enabled: true,
    id: USER,
    domain_id: 'd78cbac186b744899480f25bd022f468',
    name: 'IAMUser',
    pwd_status: true,
    is_domain_owner: false,
    access_mode: 'default',
  },
};
const answers =
  (user: unknown = USER_ANSWER, credential: unknown = CREDENTIAL) =>
  ({ path }: Received) => ({ body: path.includes('OS-USER') ? user : credential });

describe('keyOwner', () => {
  it('asks whose the key is, then who that is, without a project', async () => {
    server.answer = answers();
    expect(await server.cloud().keyOwner(never())).toEqual({ name: 'IAMUser', isRoot: false });
    expect(server.received.map(({ path, refused }) => [path, refused])).toEqual([
      [`/v3.0/OS-CREDENTIAL/credentials/${KEY.ak}`, ''],
      [`/v3.0/OS-USER/users/${USER}`, ''],
    ]);
    expect(server.received[0]?.headers['x-project-id']).toBeUndefined();
  });

  it('knows the account’s own', async () => {
    server.answer = answers({ user: { ...USER_ANSWER.user, is_domain_owner: true } });
    expect(await server.cloud().keyOwner(never())).toMatchObject({ isRoot: true });
  });

  it.each([
    ['no flag', { user: { ...USER_ANSWER.user, is_domain_owner: undefined } }, CREDENTIAL],
    ['no user', {}, CREDENTIAL],
    ['no credential', USER_ANSWER, {}],
  ])('does not guess from %s', async (_, user, credential) => {
    server.answer = answers(user, credential);
    await expect(server.cloud().keyOwner(never())).rejects.toMatchObject({ code: 'upstream_unreadable' });
  });

  it('follows no id that is none', async () => {
    server.answer = answers(USER_ANSWER, { credential: { user_id: '../../v3/projects' } });
    await expect(server.cloud().keyOwner(never())).rejects.toMatchObject({ code: 'bad_request' });
    expect(server.received).toHaveLength(1);
  });
});

describe('usableProjects', () => {
  it('are all that the key’s user may use, in every region', async () => {
    server.answer = () => ({ body: fixture('iam.list-projects.all') });
    const names = (await server.cloud().usableProjects(never())).map(({ name }) => name);
    expect(names).toContain('cn-north-4');
    expect(names.length).toBeGreaterThan(1);
    expect(server.received.map(({ path }) => path)).toEqual(['/v3/auth/projects']);
  });

  it('are none where there are none', async () => {
    server.answer = () => ({ body: fixture('iam.list-projects.none') });
    expect(await server.cloud().usableProjects(never())).toEqual([]);
  });
});

it('every answer tells the time by the server’s clock', async () => {
  server.answer = () => ({ body: fixture('iam.list-projects.all') });
  await server.cloud().usableProjects(never());
  expect(Math.abs(Date.parse(server.calls[0]?.date ?? '') - Date.now())).toBeLessThan(10_000);
});
