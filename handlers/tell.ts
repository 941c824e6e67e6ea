import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { EphemeralMessage } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import { noticeView } from '../blocks/notice.ts';

type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/**
 * Tells one person, alone, what came of their click: beside the message that was clicked; where there is none, in a window; and where it
 * is too late for one (Slack: a trigger is good for 3 s), in a direct message.
 */
export async function tell({ body, client, respond }: ButtonArgs, { text }: EphemeralMessage, say: Catalogue): Promise<void> {
  if (body.response_url) {
    await respond({ response_type: 'ephemeral', replace_original: false, text });
    return;
  }
  try {
    await client.views.open({ trigger_id: body.trigger_id, view: noticeView(text, say) });
  } catch {
    await client.chat.postMessage({ channel: body.user.id, text, unfurl_links: false, unfurl_media: false });
  }
}
