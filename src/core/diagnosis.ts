import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { DiagnoseFacts } from './findings/diagnose.ts';

export type DiagnosisCode = keyof DiagnoseFacts;

/** `critical`: nothing reaches CCI, or this workload does not. `warning`: some of it does. `info`: it settles by itself. */
export type Severity = 'critical' | 'warning' | 'info';

/** Something that was seen, by itself. */
export interface Symptom {
  readonly found: Finding<DiagnosisCode>;
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  /** The command that comes next; null: nothing that the bot can do. */
  readonly next: { readonly command: string; readonly params: Readonly<Record<string, string>> } | null;
}

/** A cause, with what follows from it: one thing to do, however much of it shows. */
export interface Diagnosis extends Omit<Symptom, 'found'> {
  readonly code: DiagnosisCode;
  readonly facts: Finding<DiagnosisCode>['facts'];
  readonly consequences: readonly Finding<DiagnosisCode>[];
}
