import type { App } from '@slack/bolt';
import type { Directory } from '../jobs/directory.ts';
import type { Homes } from '../jobs/homes.ts';

/** Who is in a user group changes when the paging tool hands over: what was remembered of it is dropped at once, and Homes show it. */
export function registerEvents(app: App, directory: Pick<Directory, 'forgetGroup'>, homes: Pick<Homes, 'changed'>): void {
  const forget = async (group: string): Promise<void> => {
    await directory.forgetGroup(group);
    await homes.changed();
  };
  app.event('subteam_members_changed', ({ event }) => forget(event.subteam_id));
  app.event('subteam_updated', ({ event }) => forget(event.subteam.id));
}
