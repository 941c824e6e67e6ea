import type { Context } from '../../core/action.ts';
import type { Addon } from '../../ports/cloud.ts';
import { subjectOf } from '../precheck/known.ts';
import { beginReading } from '../precheck/read.ts';
import { judge, knownFrom, type Readings } from '../precheck/result.ts';
import type { VpcepParams } from './parameters.ts';
import type { VpcepState } from './plan.ts';
import { describeServices } from './services.ts';

/** Everything about a cluster and its endpoints, each source asked once. `needsVersions`: see `beginReading`. */
export async function readEndpoints(
  context: Context,
  given: VpcepParams & { readonly cci_subnet_id?: string | undefined },
  needsVersions?: (installed: Addon | null) => boolean,
): Promise<VpcepState & { readonly readings: Readings }> {
  const subject = subjectOf(context, given);
  const { listing, all } = beginReading(context, subject, needsVersions);
  // Names alone decide which services are needed, and the list has them.
  const describing = listing.then(async (begun) =>
    describeServices(context, subject, begun && { vpcId: begun.vpcId, endpoints: await begun.endpoints }),
  );
  const [readings, services] = await Promise.all([all, describing]);
  return { precheck: judge(subject, readings), vpc: readings.vpc, known: knownFrom(subject, readings), services, readings };
}
