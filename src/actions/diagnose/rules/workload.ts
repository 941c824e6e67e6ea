import type { Symptom } from '../../../core/diagnosis.ts';
import { match } from '../../verify/workload.ts';
import { crashesIn, tellCrashes } from '../crashes.ts';
import type { Snapshot } from '../snapshot.ts';
import { symptom } from '../symptom.ts';

/** A program of the workload that ends by itself, with what it printed last. */
export function aboutWorkload({ workload, workloadLogs }: Snapshot): readonly Symptom[] {
  const told = tellCrashes(crashesIn((workload && match(workload)?.tally.unready) ?? []), workloadLogs);
  return told === null ? [] : [symptom('workload-crashloop', told.facts, { evidence: told.evidence })];
}
