import { App, SocketModeReceiver } from '@slack/bolt';

/** A Bolt app whose only listener acknowledges: what no bot on Bolt can be faster than. */
const clientOptions = { slackApiUrl: process.env.SLACK_API_URL ?? '' };
const receiver = new SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN ?? '',
  installerOptions: { clientOptions: { ...clientOptions } },
});
const app = new App({ token: process.env.SLACK_BOT_TOKEN ?? '', receiver, convoStore: false, deferInitialization: true, clientOptions });
app.command('/bursting', async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'yes' });
});
await app.init();
await app.start();
process.stdout.write('"started"\n');
