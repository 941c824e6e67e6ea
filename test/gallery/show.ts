import { WebClient } from '@slack/web-api';
import { catalogueOf } from '../../blocks/languages.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { asText } from '../../sandbox/as-text.ts';
import { LAB, startLocalSlack } from '../../sandbox/slack/local.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import { commandNames, picturesOf } from './pictures.ts';
import type { Picture } from './states.ts';

/**
 * `npm run gallery -- [--once] [zh] [command ...]`: every message of every command in every situation and state, in English or Chinese.
 * With `--once` as text; else in a local Slack with one channel per command, until Ctrl+C: the page listens on every interface of this machine.
 */
const args = process.argv.slice(2);
const once = args.includes('--once');
const say = catalogueOf(args.includes('zh') ? 'zh' : 'en');
const named = args.filter((word) => word !== '--once' && word !== 'zh');
const chosen = named.length > 0 ? named : commandNames;
const unknown = chosen.filter((name) => !commandNames.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no command ${unknown.join(', ')}. There are: ${commandNames.join(', ')}.\n`);
  process.exit(2);
}
/** The messages of one picture, the run's own first. */
const messagesOf = ({ run }: Picture) => [
  renderRun(run, say),
  ...renderThread(run, [], say).flatMap((part) => (part.kind === 'reply' ? part.message : [])),
];
const print = (text: string): void => void process.stdout.write(`${text}\n`);

if (once) {
  for (const name of chosen) {
    for (const picture of await picturesOf(name)) {
      print(`${'='.repeat(100)}\n${name}, ${picture.title}`);
      for (const message of messagesOf(picture)) print(`\n${asText(message)}`);
    }
  }
  process.exit(0);
}

const members = [...LAB.people.map(({ id }) => id), APP.botUser];
const channels = chosen.map((name, i) => ({ id: `C${String(i).padStart(2, '0')}GALLERY`, name, members }));
const slack = await startLocalSlack({ channels });
const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
for (const { id: channel, name } of channels) {
  for (const picture of await picturesOf(name)) {
    await web.chat.postMessage({ channel, text: `*${picture.title}*` });
    const [first, ...replies] = messagesOf(picture);
    const { ts } = await web.chat.postMessage({ channel, ...first } as never);
    for (const reply of replies) await web.chat.postMessage({ channel, thread_ts: ts, ...reply } as never);
  }
  print(`${name.padEnd(18)}${new URL(`/archives/${channel}`, slack.url)}`);
}
print('\nNote: local-slack, the page, listens on every interface of this machine. Ctrl+C ends it.');
await new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve());
});
await slack.stop();
process.exit(0);
