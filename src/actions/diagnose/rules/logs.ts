import type { DiagnosisCode, Severity, Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import { ADDON_NAMESPACE } from '../../addon-objects.ts';
import { healthOf } from '../../precheck/addon.ts';
import type { LogSample, Snapshot } from '../snapshot.ts';
import { symptom } from '../symptom.ts';

type LogCode = Extract<DiagnosisCode, 'region-mismatch' | 'project-id-or-iam' | 'subnet-or-network' | 'resource-pressure'>;

/** Two things said near each other, in either order: what it is about, and that it is wrong. */
const near = (subject: string, wrong: string): RegExp =>
  new RegExp(`(?:${subject}).{0,80}?(?:${wrong})|(?:${wrong}).{0,80}?(?:${subject})`, 'i');

const MISMATCH = String.raw`\bmismatch\w*|\bdo(?:es)?(?: not|n't) match|\bnot match|\binvalid\b|\bwrong\b|\bunsupported\b`;
const ABSENT = String.raw`\bmissing\b|\bempty\b|\binvalid\b|\bnot found\b|\brequired\b|\bmust be set\b|\bnot set\b|\bdoes not exist\b`;
const DENIED = String.raw`\bdenied\b|\bforbidden\b|\bunauthorized\b|\bnot authorized\b`;
const BROKEN = String.raw`\binvalid\b|\bnot found\b|\bmismatch\w*|\bfailed\b|\berror\b|\bdoes not exist\b|\bnot in\b`;

/**
 * A word that only names a thing is no complaint: `northchina`, `pending`, `403` fire nothing by themselves. A status 403 is one where it
 * is a status: in a port, a duration or a count it is a number.
 */
const RULES: readonly { readonly code: LogCode; readonly says: readonly RegExp[] }[] = [
  { code: 'region-mismatch', says: [near(String.raw`\bregion\b`, MISMATCH)] },
  {
    code: 'project-id-or-iam',
    says: [
      near(String.raw`\bproject[_ -]?id\b|\bHUAWEI_PROJECT_ID\b`, ABSENT),
      near(String.raw`\biam\b|\bagency\b`, DENIED),
      /\b(?:status|status ?code|http|code|response)\W{0,3}403\b|\b403 forbidden\b/i,
    ],
  },
  { code: 'subnet-or-network', says: [near(String.raw`\bsubnets?\b|\bnetwork[_ ]?id\b|\beni\b`, BROKEN)] },
  { code: 'resource-pressure', says: [/\binsufficient (?:cpu|memory)\b/i, /\bFailedScheduling\b/] },
];

/** Lines that are told, not complained about: klog's `I1122`, `level=info`, `"level":"debug"`. */
const CALM = /^(?:\S+ )?I\d{4}\b|\blevel["']?[=:]\s*["']?(?:info|debug|trace)\b|\b(?:INFO|DEBUG)\b/;
/** Nothing is wrong: `0 errors`, `no invalid subnets`. */
const NEGATED = /\b(?:no|0|zero|without(?: any)?)\s+(?:\w+\s+)?(?:errors?|invalid|mismatch\w*|failed|missing)\b/i;
/** Kubernetes itself says this of a service account: that is RBAC, which the add-on brings with it. */
const RBAC = /is forbidden: User "system:/;

const complains = (line: string, says: readonly RegExp[]): boolean =>
  !CALM.test(line) && !NEGATED.test(line) && !RBAC.test(line) && says.some((pattern) => pattern.test(line));

const timeOf = (line: string): number | null => {
  const at = Date.parse(/^\S+/.exec(line)?.[0] ?? '');
  return Number.isNaN(at) ? null : at;
};

/** What a log that goes on for long afterwards has said is over. */
const STALE_MS = 60 * 60_000;

const newestIn = (samples: readonly LogSample[]): number =>
  Math.max(...samples.flatMap(({ lines }) => lines.map((line) => timeOf(line) ?? 0)));

const MOST_LINES = 2;

/** The first lines of each pod, each line once however often it was said. */
const evidenceFor = (says: readonly RegExp[], logs: readonly LogSample[], works: boolean): readonly Evidence[] =>
  [...Map.groupBy(logs, ({ pod }) => pod)].flatMap(([pod, samples]) => {
    // A pod that has gone on for long since, restarted or not, has got over it.
    const since = works ? newestIn(samples) - STALE_MS : Number.NEGATIVE_INFINITY;
    const lines = samples.flatMap(({ container, previous, lines: printed }) =>
      printed
        .filter((line) => (timeOf(line) ?? since) >= since && complains(line, says))
        .map((text) => ({ kind: 'log', namespace: ADDON_NAMESPACE, pod, container, previous, text }) as const),
    );
    // The same complaint, made again and again, differs in its time only.
    return [...new Map(lines.map((each) => [each.text.replace(/^\S+ /, ''), each])).values()].slice(0, MOST_LINES);
  });

/** What the add-on's own logs complain about. */
export function aboutLogs(snapshot: Snapshot): readonly Symptom[] {
  const { addon, nodes, logs, target } = snapshot;
  const version = addon.ok ? (addon.value?.version ?? null) : null;
  const works =
    addon.ok &&
    addon.value !== null &&
    healthOf(addon.value.status) === 'healthy' &&
    nodes.ok &&
    nodes.value.virtual.some(({ ready }) => ready);
  const severity = works ? 'warning' : 'critical';
  return RULES.flatMap(({ code, says }) => {
    const evidence = evidenceFor(says, logs, works);
    return evidence.length === 0 ? [] : complaint(code, { version, project_id: target.projectId }, { severity, evidence });
  });
}

function complaint(
  code: LogCode,
  { version, project_id }: { readonly version: string | null; readonly project_id: string },
  about: { readonly severity: Severity; readonly evidence: readonly Evidence[] },
): Symptom {
  switch (code) {
    case 'region-mismatch':
      return symptom(code, { version }, about);
    case 'project-id-or-iam':
      return symptom(code, { fault: null, project_id }, about);
    case 'subnet-or-network':
      return symptom(code, {}, { ...about, next: 'precheck' });
    case 'resource-pressure':
      return symptom(code, { pods: [] }, { ...about, next: 'capacity' });
  }
}
