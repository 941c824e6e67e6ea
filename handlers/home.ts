import type { AllMiddlewareArgs, App, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { refused } from '../blocks/answers.ts';
import { HOME_REFRESH } from '../blocks/home.ts';
import type { Homes } from '../jobs/homes.ts';
import type { Speak } from '../jobs/speak.ts';
import { refusal } from '../src/core/refusal.ts';
import { StoreUnavailable } from '../src/runs/store.ts';
import { tell } from './tell.ts';

type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Whoever opens their App Home, or asks for a newer one, is shown what is known; a worker publishes it. */
export function registerHome(app: App, homes: Pick<Homes, 'opened'>, speak: Speak): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await homes.opened(event.user);
  });
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: HOME_REFRESH }, async (args: ButtonArgs) => {
    await args.ack();
    try {
      await homes.opened(args.body.user.id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const say = await speak(args.body.user.id);
      await tell(args, refused(refusal('store_unavailable', { unknown: false }), say), say);
    }
  });
}
