import { WebClient } from '@slack/web-api';
import { catalogueOf } from '../../blocks/languages.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { LAB, startLocalSlack } from '../../sandbox/slack/local.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import { commandNames, picturesOf } from './pictures.ts';

/**
 * `npm run gallery -- [zh] [command ...]`: every message of every command in every situation and state, in English or Chinese, in a local
 * Slack with one channel per command, until Ctrl+C. The page listens on every interface of this machine.
 */
const args = process.argv.slice(2);
const say = catalogueOf(args[0] === 'zh' ? 'zh' : 'en');
const named = args.slice(args[0] === 'zh' ? 1 : 0);
const chosen = named.length > 0 ? named : commandNames;
const unknown = chosen.filter((name) => !commandNames.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no command ${unknown.join(', ')}. There are: ${commandNames.join(', ')}.\n`);
  process.exit(2);
}
const members = [...LAB.people.map(({ id }) => id), APP.botUser];
const channels = chosen.map((name, i) => ({ id: `C${String(i).padStart(2, '0')}GALLERY`, name, members }));
const slack = await startLocalSlack({ channels });
const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
for (const { id: channel, name } of channels) {
  for (const { title, run } of await picturesOf(name)) {
    await web.chat.postMessage({ channel, text: `*${title}*` });
    const { text, blocks, metadata } = renderRun(run, say);
    const posted = await web.chat.postMessage({ channel, text, blocks, metadata } as never);
    for (const part of renderThread(run, [], say)) {
      if (part.kind === 'reply') await web.chat.postMessage({ channel, thread_ts: posted.ts, ...part.message } as never);
    }
  }
  process.stdout.write(`${name.padEnd(18)}${new URL(`/archives/${channel}`, slack.url)}\n`);
}
process.stdout.write('\nNote: local-slack, the page, listens on every interface of this machine. Ctrl+C ends it.\n');
await new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve());
});
await slack.stop();
process.exit(0);
