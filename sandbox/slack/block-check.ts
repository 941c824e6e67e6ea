import { checkText } from './block-elements.ts';
import { BLOCK_RULES } from './block-kinds.ts';
import { BLOCKS_ON, LIMITS, type Surface } from './block-limits.ts';
import { isObj, lengthOf, list, type Obj, Place, type Problem } from './block-problem.ts';

export type { Problem } from './block-problem.ts';

/** Everybody in a channel is pinged by these, so no message of ours ever holds one, whatever a log line or a name says. */
const PINGS_EVERYBODY = /<!(channel|here|everyone)\b[^>]*>/;

function checkPings(place: Place, value: unknown) {
  if (typeof value === 'string') {
    const found = PINGS_EVERYBODY.exec(value);
    if (found) place.bad(`${found[0]} pings everybody`);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkPings(place.at(i), item);
  } else if (isObj(value)) {
    if (value.type === 'broadcast') place.bad('a broadcast pings everybody');
    // A text element of a rich_text block is the one place where Slack parses nothing, and where nothing may be escaped.
    if (value.type === 'text') return;
    for (const [key, item] of Object.entries(value)) checkPings(place.at(key), item);
  }
}

function checkBlock(place: Place, block: unknown, surface: Surface, inside: boolean) {
  if (!isObj(block)) return place.bad('not a block');
  const type = String(block.type);
  if (!BLOCKS_ON[surface].has(type)) return place.bad(`block type ${type} is not allowed in a ${surface}`);
  place.at('block_id').atMost(block.block_id, LIMITS.blockId);
  BLOCK_RULES[type]?.(place, block);
  if (type !== 'container') return;
  if (inside) place.bad('a container inside a container');
  for (const [i, child] of list(block.child_blocks).entries()) checkBlock(place.at('child_blocks').at(i), child, surface, true);
}

const withChildren = (blocks: readonly unknown[]): Obj[] =>
  blocks.filter(isObj).flatMap((block) => [block, ...withChildren(list(block.child_blocks))]);

function checkBlocks(place: Place, blocks: readonly unknown[], surface: Surface) {
  place.count(blocks, 0, LIMITS.blocks[surface], 'blocks');
  for (const [i, block] of blocks.entries()) checkBlock(place.at(i), block, surface, false);
  const all = withChildren(blocks);
  const ids = all.map((block) => block.block_id).filter((id) => id !== undefined);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) place.bad(`block_id ${String(id)} is there twice`);
  const markdown = all.reduce((sum, block) => sum + (block.type === 'markdown' ? lengthOf(block.text) : 0), 0);
  if (markdown > LIMITS.markdown) place.bad(`${markdown} characters in markdown blocks, at most ${LIMITS.markdown}`);
  const tables = all.filter((block) => block.type === 'table' || block.type === 'data_table').length;
  if (tables > LIMITS.tablesPerMessage) place.bad(`${tables} tables, at most ${LIMITS.tablesPerMessage} (only_one_table_allowed)`);
}

/** Message metadata is readable by every app and member: an event type and a flat object of ids, nothing else. */
function checkMetadata(place: Place, metadata: unknown) {
  if (!isObj(metadata)) return place.bad('not an object');
  if (lengthOf(metadata.event_type) === 0) place.at('event_type').bad('missing or empty');
  if (!isObj(metadata.event_payload)) return place.at('event_payload').bad('not an object');
  for (const [key, value] of Object.entries(metadata.event_payload))
    if (!['string', 'number', 'boolean'].includes(typeof value)) place.at('event_payload').at(key).bad('not a plain value');
}

/**
 * Everything Slack would refuse in a message, and what the house refuses on top: a message without the top-level text that screen
 * readers and notifications read, one too long to be edited, one that pings everybody. No I/O; an empty list means it can be sent.
 */
export function checkMessage(message: { text?: unknown; blocks?: unknown; metadata?: unknown }): readonly Problem[] {
  const found: Problem[] = [];
  const place = new Place(found);
  const blocks = list(message.blocks);
  if (message.blocks !== undefined && !Array.isArray(message.blocks)) place.at('blocks').bad('not a list');
  place.at('text').text(message.text, LIMITS.text);
  checkBlocks(place.at('blocks'), blocks, 'message');
  const bytes = Buffer.byteLength(JSON.stringify(blocks));
  if (bytes > LIMITS.serialisedBytes) place.at('blocks').bad(`${bytes} bytes serialised, at most ${LIMITS.serialisedBytes}`);
  checkPings(place.at('text'), message.text);
  checkPings(place.at('blocks'), blocks);
  if (message.metadata !== undefined) checkMetadata(place.at('metadata'), message.metadata);
  return found;
}

/** The same for a modal or a Home tab (`views.open`, `views.push`, `views.update`, `views.publish`). */
export function checkView(view: unknown): readonly Problem[] {
  const found: Problem[] = [];
  const place = new Place(found);
  if (!isObj(view) || (view.type !== 'modal' && view.type !== 'home')) {
    place.at('type').bad('modal or home');
    return found;
  }
  if (view.type === 'modal') {
    checkText(place.at('title'), view.title, LIMITS.view.title, 'plain_text');
    for (const part of ['submit', 'close'])
      if (view[part] !== undefined) checkText(place.at(part), view[part], LIMITS.view.button, 'plain_text');
    const asks = list(view.blocks).some((block) => isObj(block) && block.type === 'input');
    if (asks && view.submit === undefined) place.at('submit').bad('required when there is an input');
  }
  place.at('private_metadata').atMost(view.private_metadata, LIMITS.view.privateMetadata);
  place.at('callback_id').atMost(view.callback_id, LIMITS.view.callbackId);
  checkBlocks(place.at('blocks'), list(view.blocks), view.type);
  checkPings(place.at('blocks'), view.blocks);
  return found;
}
