import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, never, PROJECT, type Received, SignedServer } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const find = (region = 'cn-north-4') => server.cloud({ region }).findProject(never());
const project = (name: string, id = `id-${name}`) => ({ id, name });

describe('findProject', () => {
  it('asks for the region by name, without a project', async () => {
    server.answer = () => ({ body: fixture('iam.list-projects.cn-north-4') });
    expect(await find()).toBe(PROJECT);
    expect(server.received).toMatchObject([
      { path: '/v3/projects', query: { name: 'cn-north-4', page: '1', per_page: '100' }, refused: '' },
    ]);
    expect(server.received[0]?.headers['x-project-id']).toBeUndefined();
  });

  it('takes the exact name only', async () => {
    server.answer = () => ({ body: { projects: [project('cn-north-4_sandbox'), project('CN-NORTH-4'), project('cn-north-4')] } });
    expect(await find()).toBe('id-cn-north-4');
    server.answer = () => ({ body: { projects: [project('cn-north-4_sandbox')] } });
    await expect(find()).rejects.toMatchObject({ code: 'project_not_found', facts: { region: 'cn-north-4' }, retryable: false });
  });

  it.each([['none'], ['all']])('finds no project of another region in %s', async (name) => {
    server.answer = () => ({ body: fixture(`iam.list-projects.${name}`) });
    await expect(find('cn-south-1')).rejects.toMatchObject({ code: 'project_not_found' });
  });

  it('does not take a disabled one', async () => {
    server.answer = () => ({ body: { projects: [{ ...project('cn-north-4'), enabled: false }] } });
    await expect(find()).rejects.toMatchObject({ code: 'project_not_found' });
  });

  it('reads on to the page that has it', async () => {
    const all = Array.from({ length: 230 }, (_, index) => project(index === 229 ? 'cn-north-4' : `p${index}`));
    server.answer = ({ query: { page, per_page: size } }: Received) => {
      const from = (Number(page) - 1) * Number(size);
      return { body: { projects: all.slice(from, from + Number(size)) } };
    };
    expect(await find()).toBe('id-cn-north-4');
    expect(server.received.map((request) => request.query.page)).toEqual(['1', '2', '3']);
  });

  it('ends where every page is the same one', async () => {
    const projects = Array.from({ length: 100 }, (_, index) => project(`p${index}`));
    server.answer = () => ({ body: { projects } });
    await expect(find()).rejects.toMatchObject({ code: 'project_not_found' });
    expect(server.received.length).toBe(2);
  });

  it('ends where there is no next page', async () => {
    const projects = Array.from({ length: 100 }, (_, index) => project(`p${index}`));
    server.answer = () => ({ body: { projects, links: { next: null } } });
    await expect(find()).rejects.toMatchObject({ code: 'project_not_found' });
    expect(server.received.length).toBe(1);
  });

  it('asks for the projects it may use where it may not list them all', async () => {
    server.answer = ({ path }) =>
      path === '/v3/projects' ? { status: 403, body: { error_code: 'IAM.0002' } } : { body: fixture('iam.list-projects.all') };
    expect(await find()).toBe(PROJECT);
    expect(server.received.map(({ path, refused }) => [path, refused])).toEqual([
      ['/v3/projects', ''],
      ['/v3/auth/projects', ''],
    ]);
  });

  it('says what is missing where neither is allowed', async () => {
    server.answer = () => ({ status: 403, body: { error: { code: 403, message: 'no', title: 'Forbidden' } } });
    await expect(find()).rejects.toMatchObject({
      code: 'permission_denied',
      facts: { service: 'IAM', operation: 'KeystoneListAuthProjects', action: 'iam:projects:listProjects' },
    });
  });

  it('does not take another failure for a missing right', async () => {
    server.answer = () => ({ status: 401, body: { error_msg: 'who?' } });
    await expect(find()).rejects.toMatchObject({ code: 'credentials_rejected' });
    expect(server.received.length).toBe(1);
  });
});
