import type { KubernetesObject } from './state.ts';

/** A field that may be selected on, and where it is in the object. Kubernetes refuses all others. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  nodes: ['metadata.name', 'spec.unschedulable'],
  pods: [
    'metadata.name',
    'metadata.namespace',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'status.phase',
    'status.podIP',
  ],
  events: [
    'metadata.name',
    'metadata.namespace',
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'reason',
    'reportingComponent',
    'type',
  ],
  replicasets: ['metadata.name', 'metadata.namespace', 'status.replicas'],
};
const EVERYWHERE = ['metadata.name', 'metadata.namespace'];

type Test = (object: KubernetesObject) => boolean;

/** The test of a `fieldSelector`, as in `status.phase!=Succeeded,spec.nodeName=`; a string is the reason it is refused. */
export function fieldTest(resource: string, selector: string | null): Test | string {
  const tests: Test[] = [];
  for (const term of (selector ?? '').split(',').filter(Boolean)) {
    const [, field, operator, wanted] = /^([^=!]+)(==|!=|=)(.*)$/.exec(term) ?? [];
    if (field === undefined) return `invalid selector: '${term}'; can't understand '${term}'`;
    if (!(FIELDS[resource] ?? EVERYWHERE).includes(field)) return `field label not supported: ${field}`;
    tests.push((object) => (valueAt(object, field) === wanted) === (operator !== '!='));
  }
  return (object) => tests.every((test) => test(object));
}

/** The test of a `labelSelector`: equality, sets and existence. */
export function labelTest(selector: string | null): Test | string {
  const tests: Test[] = [];
  // Commas inside parentheses belong to a set.
  for (const term of (selector ?? '')
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const test = setTerm(term) ?? equalityTerm(term) ?? existenceTerm(term);
    if (test === null) return `unable to parse requirement: ${term}`;
    tests.push((object) => test(object.metadata.labels ?? {}));
  }
  return (object) => tests.every((test) => test(object));
}

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

function setTerm(term: string): LabelTest | null {
  const [, key = '', operator, list = ''] = /^([\w./-]+) (in|notin) \(([^)]*)\)$/.exec(term) ?? [];
  if (operator === undefined) return null;
  const values = list.split(',').map((value) => value.trim());
  return (labels) => {
    const value = labels[key];
    return operator === 'in' ? value !== undefined && values.includes(value) : value === undefined || !values.includes(value);
  };
}

function equalityTerm(term: string): LabelTest | null {
  const [, key = '', operator, value] = /^([\w./-]+)(==|!=|=)([\w.-]*)$/.exec(term) ?? [];
  return operator === undefined ? null : (labels) => (labels[key] === value) === (operator !== '!=');
}

function existenceTerm(term: string): LabelTest | null {
  const [, not, key] = /^(!?)([\w./-]+)$/.exec(term) ?? [];
  return key === undefined ? null : (labels) => key in labels === (not === '');
}

/** The text at a path; absent is '', as Kubernetes has it. */
function valueAt(object: KubernetesObject, path: string): string {
  let value: unknown = object;
  for (const key of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value === undefined || value === null ? '' : String(value);
}
