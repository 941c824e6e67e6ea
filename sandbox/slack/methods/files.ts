import { isObj, list } from '../block-problem.ts';
import type { File } from '../files.ts';
import type { Inside } from '../inside.ts';
import { Refusal } from '../refusal.ts';
import { word } from '../web-arguments.ts';
import type { Method } from './index.ts';

const getUploadUrl: Method['run'] = (args, { files, baseUrl }) => {
  const length = Number(args.length);
  if (!word(args.filename) || !Number.isInteger(length) || length <= 0) throw new Refusal('invalid_arguments');
  const { file, ticket } = files.announce(word(args.filename), length);
  return { upload_url: `${baseUrl}/upload/${ticket}`, file_id: file.id };
};

/** The files of the call; each must have been uploaded, and not been shared yet. */
function uploaded(inside: Inside, value: unknown): File[] {
  return list(value).map((entry) => {
    const file = inside.files.get(isObj(entry) ? word(entry.id) : '');
    if (!file?.content || file.shared) throw new Refusal('file_not_found');
    return file;
  });
}

/** The screen takes files the same way: announce, upload, share. */
async function show(inside: Inside, files: readonly File[], where: Readonly<Record<string, unknown>>): Promise<void> {
  if (!inside.screen) return;
  const ids = [];
  for (const { name, content } of files) {
    const announced = await inside.screen('files.getUploadURLExternal', { filename: name, length: content?.length ?? 0 });
    await fetch(word(announced.upload_url), { method: 'POST', body: new Uint8Array(content ?? []) });
    ids.push({ id: announced.file_id, title: name });
  }
  await inside.screen('files.completeUploadExternal', { ...where, files: ids });
}

const completeUpload: Method['run'] = async (args, inside) => {
  const files = uploaded(inside, args.files);
  if (files.length === 0) throw new Refusal('invalid_arguments');
  const shared = word(args.channel_id) ? inside.workspace.writable(word(args.channel_id)) : null;
  if (shared) {
    const threadTs = word(args.thread_ts) || null;
    const parent = threadTs ? inside.messages.find(shared.id, threadTs) : null;
    // Slack: never a reply's ts, its parent's instead.
    if (threadTs && (!parent || parent.threadTs !== null)) throw new Refusal('thread_not_found');
    const comment = word(args.initial_comment);
    const where = { channel_id: shared.id, ...(comment ? { initial_comment: comment } : {}), ...(threadTs ? { thread_ts: threadTs } : {}) };
    await show(inside, files, where);
    inside.messages.add(shared.id, { text: comment, threadTs, files: files.map(({ id, name }) => ({ id, name })) });
  }
  for (const file of files) file.shared = true;
  return { files: files.map(({ id, name }) => ({ id, name, title: name })) };
};

export const FILES: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { token: 'bot', scope: 'files:write', run: getUploadUrl },
  'files.completeUploadExternal': { token: 'bot', scope: 'files:write', run: completeUpload },
};
