/**
 * What Slack allows in a message or a view. Lengths are Unicode code points. Agreed by the doc comments of `@slack/types` 3.2, the
 * reference pages (docs.slack.dev, reference/block-kit) and slackblocks' `spec/limits.json`; what is marked "ours" is stricter.
 */
export const LIMITS = {
  blocks: { message: 50, modal: 100, home: 100 },
  /** Ours: `msg_blocks_too_long` is undocumented and has been seen from about 13,000 (slackapi/bolt-js 2509). */
  serialisedBytes: 12_000,
  /** `chat.update` refuses more (`msg_too_long`), and every message of ours may be edited. */
  text: 4_000,
  blockId: 255,
  actionId: 255,
  textObject: 3_000,
  header: 150,
  fields: 10,
  field: 2_000,
  contextElements: 10,
  actionsElements: 25,
  contextActions: 5,
  altText: 2_000,
  url: 3_000,
  title: 2_000,
  /** Over all `markdown` blocks of a message. */
  markdown: 12_000,
  table: { rows: 100, columns: 20, characters: 10_000 },
  /** Header and rows. Newer pages say 201 and 20,000; the smaller is safe everywhere. */
  dataTable: { rows: 101, columns: 20, characters: 10_000 },
  tablesPerMessage: 1,
  card: { title: 150, subtitle: 150, body: 200, buttons: 3 },
  carousel: 10,
  container: { title: 150, children: 10 },
  planTasks: 50,
  inputText: 2_000,
  button: { text: 75, value: 2_000, label: 75 },
  confirm: { title: 100, text: 300, button: 30 },
  option: { text: 75, value: 150, description: 75 },
  options: { overflow: 5, choices: 10, select: 100 },
  placeholder: 150,
  view: { title: 24, button: 24, privateMetadata: 3_000, callbackId: 255 },
} as const;

export type Surface = keyof typeof LIMITS.blocks;

const EVERYWHERE = ['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section', 'video'];

/** Which block may stand where (docs.slack.dev/blocks.json). */
export const BLOCKS_ON: Readonly<Record<Surface, ReadonlySet<string>>> = {
  message: new Set([
    ...EVERYWHERE,
    ...['card', 'carousel', 'container', 'context_actions', 'data_table', 'data_visualization', 'markdown', 'plan', 'table', 'task_card'],
  ]),
  modal: new Set([...EVERYWHERE, 'alert']),
  home: new Set([...EVERYWHERE, 'card', 'carousel', 'container', 'data_visualization']),
};

const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [`${kind}_select`, `multi_${kind}_select`]);
const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'datetimepicker', 'timepicker', ...SELECTS];

/** Which element may stand in an `actions` block, as a section's accessory, in an `input` block. */
export const ELEMENTS_IN = {
  actions: new Set(['button', 'overflow', 'workflow_button', ...CHOICES]),
  accessory: new Set(['button', 'overflow', 'workflow_button', 'image', ...CHOICES]),
  input: new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'rich_text_input', 'file_input', ...CHOICES]),
} as const;
