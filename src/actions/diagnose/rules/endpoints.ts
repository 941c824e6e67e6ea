import type { DiagnosisCode, Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import type { EndpointProblem, EndpointPurpose } from '../../../core/finding.ts';
import type { EndpointFact } from '../../../core/findings/diagnose.ts';
import { PURPOSES, present, purposeOf, type Standing, serviceNameOf, standingOf } from '../../precheck/standing.ts';
import type { Snapshot } from '../snapshot.ts';
import { symptom } from '../symptom.ts';

type EndpointCode = Extract<DiagnosisCode, `endpoint-${string}`>;

const CODES: Readonly<Record<EndpointProblem, EndpointCode>> = {
  creating: 'endpoint-pending',
  pending_acceptance: 'endpoint-pending',
  rejected: 'endpoint-failed',
  failed: 'endpoint-failed',
  frozen: 'endpoint-frozen',
  dns_disabled: 'endpoint-unusable',
  disabled: 'endpoint-unusable',
  unknown: 'endpoint-unusable',
  route_table: 'endpoint-route-table-miss',
};
/** What to mend first: what is not there at all, then what never will be, then what may come. */
const ORDER: readonly EndpointCode[] = [
  'endpoint-missing',
  'endpoint-failed',
  'endpoint-frozen',
  'endpoint-unusable',
  'endpoint-route-table-miss',
  'endpoint-pending',
];

interface Seen {
  readonly code: EndpointCode;
  readonly fact: EndpointFact;
  readonly evidence: Evidence;
}

const seen = (purpose: EndpointPurpose, standing: Standing, serviceName: string | null): readonly Seen[] => {
  if (standing.is === 'ready') return [];
  if (standing.is === 'missing') {
    const fact = { purpose, service_name: serviceName, endpoint_id: null, detail: '' };
    return [{ code: 'endpoint-missing', fact, evidence: { kind: 'no_endpoint', purpose, service_name: serviceName } }];
  }
  const { service_name, endpoint_id, status, problem, detail } = standing.trouble;
  const fact = { purpose, service_name, endpoint_id, detail };
  return [{ code: CODES[problem], fact, evidence: { kind: 'endpoint', endpoint_id, status, problem, detail } }];
};

/** How pods are served for each purpose; null: not known. */
function standings({ vpc, known }: Snapshot): readonly { readonly purpose: EndpointPurpose; readonly standing: Standing }[] | null {
  if (!vpc?.endpoints.ok || !known) return null;
  const here = present(vpc.endpoints.value, known.rules);
  const by = PURPOSES.map((purpose) => ({
    purpose,
    standing: standingOf(
      purpose,
      here.filter((endpoint) => purposeOf(endpoint, known.rules) === purpose),
      known.rules,
    ),
  }));
  // A gateway whose page could not be read may be the one for OBS.
  return vpc.unread.length === 0 ? by : by.filter(({ purpose, standing }) => purpose !== 'obs' || standing.is !== 'missing');
}

/** Whether pulls find their way: null where that is not known for all of them. */
export const areReady = (snapshot: Snapshot): boolean | null => {
  const by = standings(snapshot);
  return by === null || by.length < PURPOSES.length ? null : by.every(({ standing }) => standing.is === 'ready');
};

/** One finding for each way not to be usable, however many endpoints are so. */
export function aboutEndpoints(snapshot: Snapshot): readonly Symptom[] {
  const { known } = snapshot;
  const all = (standings(snapshot) ?? []).flatMap(({ purpose, standing }) =>
    seen(purpose, standing, known ? serviceNameOf(purpose, known.rules) : null),
  );
  return ORDER.flatMap((code) => {
    const mine = all.filter((each) => each.code === code);
    if (mine.length === 0) return [];
    const evidence = mine.map((each) => each.evidence);
    const next = code === 'endpoint-missing' ? 'vpcep' : 'precheck';
    const severity = code === 'endpoint-pending' ? 'warning' : 'critical';
    return [symptom(code, { endpoints: mine.map(({ fact }) => fact) }, { severity, evidence, next })];
  });
}
