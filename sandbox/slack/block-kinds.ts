import { checkElement, checkText } from './block-elements.ts';
import { ELEMENTS_IN, LIMITS } from './block-limits.ts';
import { isObj, lengthOf, list, type Obj, type Place } from './block-problem.ts';

function checkSection(place: Place, block: Obj) {
  const fields = list(block.fields);
  if (block.text === undefined && fields.length === 0) place.bad('text or fields required');
  if (block.text !== undefined) checkText(place.at('text'), block.text, LIMITS.textObject);
  if (fields.length > 0) place.at('fields').count(fields, 1, LIMITS.fields, 'fields');
  for (const [i, field] of fields.entries()) checkText(place.at('fields').at(i), field, LIMITS.field);
  if (block.accessory !== undefined) checkElement(place.at('accessory'), block.accessory, ELEMENTS_IN.accessory);
}

function checkContext(place: Place, block: Obj) {
  const elements = list(block.elements);
  place.at('elements').count(elements, 1, LIMITS.contextElements, 'elements');
  for (const [i, element] of elements.entries()) {
    const here = place.at('elements').at(i);
    if (isObj(element) && element.type === 'image') checkElement(here, element, ELEMENTS_IN.accessory);
    else checkText(here, element, LIMITS.textObject);
  }
}

function checkActions(place: Place, block: Obj) {
  const elements = list(block.elements);
  const seen = new Set<unknown>();
  place.at('elements').count(elements, 1, LIMITS.actionsElements, 'elements');
  for (const [i, element] of elements.entries()) {
    const here = place.at('elements').at(i);
    checkElement(here, element, ELEMENTS_IN.actions);
    const id = isObj(element) ? element.action_id : undefined;
    if (id !== undefined && seen.has(id)) here.at('action_id').bad('twice in this block');
    seen.add(id);
  }
}

/** Characters in one cell; a table refuses empty ones. */
function cellLength(place: Place, cell: unknown): number {
  if (!isObj(cell)) {
    place.bad('not a cell');
    return 0;
  }
  if (cell.type === 'rich_text') return lengthOf(JSON.stringify(cell.elements));
  const text = cell.type === 'raw_number' ? String(cell.value ?? cell.text ?? '') : cell.text;
  if (lengthOf(text) === 0) place.bad('empty cell');
  return lengthOf(text);
}

function checkTable(place: Place, block: Obj) {
  const limits = block.type === 'table' ? LIMITS.table : LIMITS.dataTable;
  const rows = list(block.rows);
  let characters = 0;
  place.at('rows').count(rows, 1, limits.rows, 'rows');
  for (const [i, row] of rows.entries()) {
    const here = place.at('rows').at(i);
    const cells = list(row);
    here.count(cells, 1, limits.columns, 'cells');
    if (block.type === 'data_table' && cells.length !== list(rows[0]).length) here.bad('not as long as the first row');
    for (const [j, cell] of cells.entries()) characters += cellLength(here.at(j), cell);
  }
  if (characters > limits.characters) place.bad(`${characters} characters in a table, at most ${limits.characters}`);
  if (block.type === 'data_table') place.at('caption').text(block.caption, LIMITS.title);
  place.at('column_settings').count(list(block.column_settings), 0, limits.columns, 'column settings');
}

function checkCard(place: Place, block: Obj) {
  for (const part of ['title', 'subtitle', 'body'] as const)
    if (block[part] !== undefined) checkText(place.at(part), block[part], LIMITS.card[part]);
  const actions = list(block.actions);
  place.at('actions').count(actions, 0, LIMITS.card.buttons, 'buttons');
  for (const [i, action] of actions.entries()) checkElement(place.at('actions').at(i), action, ELEMENTS_IN.actions);
}

function checkInput(place: Place, block: Obj) {
  checkText(place.at('label'), block.label, LIMITS.inputText, 'plain_text');
  if (block.hint !== undefined) checkText(place.at('hint'), block.hint, LIMITS.inputText, 'plain_text');
  checkElement(place.at('element'), block.element, ELEMENTS_IN.input);
}

function checkImage(place: Place, block: Obj) {
  place.at('alt_text').text(block.alt_text, LIMITS.altText);
  place.at('image_url').atMost(block.image_url, LIMITS.url);
  if (block.title !== undefined) checkText(place.at('title'), block.title, LIMITS.title, 'plain_text');
}

function checkContainer(place: Place, block: Obj) {
  if (block.title !== undefined) checkText(place.at('title'), block.title, LIMITS.container.title, 'plain_text');
  else if (block.rich_text_title === undefined) place.bad('title required');
  place.at('child_blocks').count(list(block.child_blocks), 0, LIMITS.container.children, 'blocks');
}

const needs = (part: string, least: number, most: number) => (place: Place, block: Obj) =>
  place.at(part).count(list(block[part]), least, most, part);

/** The rules of one kind of block. What counts over a whole message, and nesting, is looked at by `block-check.ts`. */
export const BLOCK_RULES: Readonly<Record<string, (place: Place, block: Obj) => void>> = {
  section: checkSection,
  header: (place, block) => checkText(place.at('text'), block.text, LIMITS.header, 'plain_text'),
  context: checkContext,
  actions: checkActions,
  image: checkImage,
  input: checkInput,
  table: checkTable,
  data_table: checkTable,
  card: checkCard,
  container: checkContainer,
  carousel: needs('elements', 1, LIMITS.carousel),
  context_actions: needs('elements', 1, LIMITS.contextActions),
  rich_text: needs('elements', 1, Number.POSITIVE_INFINITY),
  markdown: (place, block) => place.at('text').text(block.text, LIMITS.markdown),
  task_card: (place, block) => place.at('title').text(block.title, LIMITS.title),
  plan: (place, block) => {
    place.at('title').text(block.title, LIMITS.title);
    place.at('tasks').count(list(block.tasks), 0, LIMITS.planTasks, 'tasks');
  },
};
