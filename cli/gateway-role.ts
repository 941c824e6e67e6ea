import type { SlackApp } from '../handlers/slack-app.ts';
import type { Parts } from './parts.ts';
import type { Workspace } from './workspace.ts';

export interface GatewayRole {
  /** Loads what answers need, before anybody asks. */
  load(): Promise<unknown>;
}

/**
 * Listens to Slack; resolves when it does. What answers themselves need, half of the program, is loaded when the gateway is ready for it, or
 * by what comes first.
 */
export async function startListening(parts: () => Promise<Parts>, gateway: SlackApp, workspace: Workspace): Promise<GatewayRole> {
  let registered: Promise<void> | null = null;
  const register = async (): Promise<void> => {
    const [{ registerListeners }, made] = await Promise.all([import('./gateway-parts.ts'), parts()]);
    registerListeners(made, await made.slack(), workspace, gateway.app);
  };
  const load = (): Promise<void> => {
    registered ??= register();
    return registered;
  };
  // Bolt asks its listeners after this: nothing is lost that comes before they are there.
  gateway.app.use(async ({ next }) => {
    await load();
    await next();
  });
  await gateway.start();
  return { load };
}
