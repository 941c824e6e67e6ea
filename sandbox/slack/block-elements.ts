import { LIMITS } from './block-limits.ts';
import { isObj, list, type Obj, type Place } from './block-problem.ts';

/** A text object: `{type: 'mrkdwn' | 'plain_text', text}`. */
export function checkText(place: Place, value: unknown, limit: number, only?: 'plain_text') {
  if (!isObj(value)) return place.bad('text object missing');
  if (value.type !== 'plain_text' && value.type !== 'mrkdwn') return place.bad(`text type ${String(value.type)}`);
  if (only && value.type !== only) place.bad(`must be ${only}`);
  if (value.type === 'plain_text' && 'verbatim' in value) place.bad('verbatim belongs to mrkdwn');
  if (value.type === 'mrkdwn' && 'emoji' in value) place.bad('emoji belongs to plain_text');
  place.text(value.text, limit);
}

function checkConfirm(place: Place, value: unknown) {
  if (!isObj(value)) return place.bad('not a confirm dialog');
  if (value.title !== undefined) checkText(place.at('title'), value.title, LIMITS.confirm.title, 'plain_text');
  checkText(place.at('text'), value.text, LIMITS.confirm.text);
  for (const button of ['confirm', 'deny'])
    if (value[button] !== undefined) checkText(place.at(button), value[button], LIMITS.confirm.button, 'plain_text');
  checkStyle(place, value);
}

function checkStyle(place: Place, value: Obj) {
  if (value.style !== undefined && value.style !== 'primary' && value.style !== 'danger') place.at('style').bad('primary or danger');
}

function checkOptions(place: Place, value: unknown, most: number) {
  const options = list(value);
  place.count(options, 1, most, 'options');
  for (const [i, option] of options.entries()) {
    const here = place.at(i);
    if (!isObj(option)) {
      here.bad('not an option');
      continue;
    }
    checkText(here.at('text'), option.text, LIMITS.option.text);
    here.at('value').atMost(option.value, LIMITS.option.value);
    if (option.description !== undefined) checkText(here.at('description'), option.description, LIMITS.option.description);
  }
}

function checkSelect(place: Place, element: Obj) {
  if (element.option_groups === undefined) return checkOptions(place.at('options'), element.options, LIMITS.options.select);
  const groups = list(element.option_groups);
  place.at('option_groups').count(groups, 1, LIMITS.options.select, 'groups');
  for (const [i, group] of groups.entries())
    checkOptions(place.at('option_groups').at(i).at('options'), isObj(group) ? group.options : [], LIMITS.options.select);
}

function checkButton(place: Place, element: Obj) {
  checkText(place.at('text'), element.text, LIMITS.button.text, 'plain_text');
  place.at('value').atMost(element.value, LIMITS.button.value);
  place.at('url').atMost(element.url, LIMITS.url);
  place.at('accessibility_label').atMost(element.accessibility_label, LIMITS.button.label);
  checkStyle(place, element);
}

function checkImage(place: Place, element: Obj) {
  place.at('alt_text').text(element.alt_text, LIMITS.altText);
  place.at('image_url').atMost(element.image_url, LIMITS.url);
}

const RULES: Readonly<Record<string, (place: Place, element: Obj) => void>> = {
  button: checkButton,
  image: checkImage,
  overflow: (place, element) => checkOptions(place.at('options'), element.options, LIMITS.options.overflow),
  checkboxes: (place, element) => checkOptions(place.at('options'), element.options, LIMITS.options.choices),
  radio_buttons: (place, element) => checkOptions(place.at('options'), element.options, LIMITS.options.choices),
  static_select: checkSelect,
  multi_static_select: checkSelect,
};

/** One element of an `actions` or `input` block, or an accessory. Ours: whatever people can operate has an `action_id`. */
export function checkElement(place: Place, value: unknown, allowed: ReadonlySet<string>) {
  if (!isObj(value)) return place.bad('not an element');
  const type = String(value.type);
  if (!allowed.has(type)) return place.bad(`${type} is not allowed here`);
  if (type !== 'image') place.at('action_id').text(value.action_id, LIMITS.actionId);
  if (value.confirm !== undefined) checkConfirm(place.at('confirm'), value.confirm);
  if (value.placeholder !== undefined) checkText(place.at('placeholder'), value.placeholder, LIMITS.placeholder, 'plain_text');
  RULES[type]?.(place, value);
}
