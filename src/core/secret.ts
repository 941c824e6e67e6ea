const HIDDEN = '[hidden]';
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * The same value, frozen, whose fields `names` can be read but not seen: `JSON.stringify`, `console.log`, loggers, `Object.entries` and
 * spreading meet `[hidden]` or nothing. They are plain strings to whoever asks for them by name. A copy made by spreading lacks them on
 * purpose: it would be a copy that shows them.
 */
export function hide<T extends object>(value: T, ...names: readonly (keyof T)[]): Readonly<T> {
  const shown: T = Array.isArray(value) ? ([...value] as typeof value) : { ...value };
  const descriptors: PropertyDescriptorMap = {
    toJSON: { value: () => shown, enumerable: false },
    toString: { value: () => HIDDEN, enumerable: false },
    [INSPECT]: { value: () => shown, enumerable: false },
  };
  for (const name of names) {
    descriptors[String(name)] = { value: value[name], enumerable: false };
    if (value[name] !== null && value[name] !== undefined) Object.assign(shown, { [name]: HIDDEN });
  }
  return Object.freeze(Object.defineProperties(value, descriptors));
}
