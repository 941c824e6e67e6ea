import type { App } from '@slack/bolt';
import type { Directory } from '../jobs/directory.ts';

/** Who is in a user group changes when the paging tool hands over: what was remembered of it is dropped at once. */
export function registerEvents(app: App, directory: Pick<Directory, 'forgetGroup'>): void {
  app.event('subteam_members_changed', ({ event }) => directory.forgetGroup(event.subteam_id));
  app.event('subteam_updated', ({ event }) => directory.forgetGroup(event.subteam.id));
}
