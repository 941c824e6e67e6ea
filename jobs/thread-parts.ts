import type { ChatPostMessageArguments, WebClient, WebClientOptions } from '@slack/web-api';
import type { ThreadPart } from '../blocks/thread.ts';
import type { At, Turn } from './turn.ts';

export type Fetch = NonNullable<WebClientOptions['fetch']>;

type FilePart = Extract<ThreadPart, { kind: 'file' }>;

const UPLOAD_MS = 10_000;

interface Deps {
  readonly slack: WebClient;
  readonly fetch?: Fetch;
}

/** Posts a reply, or uploads a file, in a thread. Each request is made within the turn. Resolves with what Slack calls it. */
export async function postPart(deps: Deps, turn: Turn, { channel, ts }: At, part: ThreadPart, plain: boolean): Promise<string> {
  if (part.kind === 'file') return upload(deps, turn, { channel, ts }, part);
  await turn.holdForRequest();
  const said = plain ? { text: part.message.text } : part.message;
  const args = { channel, thread_ts: ts, ...said, unfurl_links: false, unfurl_media: false } as ChatPostMessageArguments;
  const answer = await deps.slack.chat.postMessage(args);
  return answer.ts ?? '';
}

/** Slack: ask for an address, send the bytes there, then share the file. Only the last of the three is seen by anybody. */
async function upload({ slack, fetch: send = fetch }: Deps, turn: Turn, at: At, { filename, content }: FilePart): Promise<string> {
  await turn.holdForRequest();
  const { upload_url: url, file_id: id } = await slack.files.getUploadURLExternal({ filename, length: Buffer.byteLength(content) });
  if (!url || !id) throw new Error('files.getUploadURLExternal names no address');
  await turn.holdForRequest();
  const taken = await send(url, { method: 'POST', body: content, signal: AbortSignal.timeout(UPLOAD_MS) });
  await taken.arrayBuffer();
  if (!taken.ok) throw new Error(`the upload of a file was answered with ${taken.status}`);
  await turn.holdForRequest();
  await slack.files.completeUploadExternal({ files: [{ id, title: filename }], channel_id: at.channel, thread_ts: at.ts });
  return id;
}

/** A part whose post was never answered, if it is there after all. Null also without the optional history scope. */
export async function findPart({ slack }: Deps, turn: Turn, { channel, ts }: At, part: ThreadPart): Promise<string | null> {
  await turn.holdForRequest();
  const answer = await slack.conversations.replies({ channel, ts, limit: 200 }).catch(() => null);
  const mine = answer?.messages?.filter(({ bot_id }) => bot_id !== undefined) ?? [];
  if (part.kind === 'file') return mine.flatMap(({ files = [] }) => files).find(({ name }) => name === part.filename)?.id ?? null;
  return mine.find(({ text }) => text === part.message.text)?.ts ?? null;
}
