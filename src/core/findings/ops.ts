import type { EndpointPurpose } from '../finding.ts';

/** What the bot reports of itself. */
export interface OpsFacts {
  /** More than one endpoint that the bot made for the same purpose: the API did a request that it had seemed to drop. */
  endpoint_duplicate: { purpose: EndpointPurpose; service_name: string; endpoint_ids: readonly string[] };
}
