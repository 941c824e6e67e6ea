import type { OpsFacts } from '../../src/core/findings/ops.ts';
import type { FindingWords } from './findings.ts';
import { list } from './phrases.ts';
import { PURPOSE } from './terms.ts';

export const opsFindings: Pick<FindingWords, keyof OpsFacts> = {
  endpoint_duplicate: ({ purpose, service_name, endpoint_ids }) => ({
    message: `The bot made more than one endpoint for ${PURPOSE[purpose]} (${service_name}): ${list(endpoint_ids, 5)}. Each is charged.`,
    remedy: 'One is enough: delete the others in the VPC Endpoint console. The bot deletes nothing.',
  }),
};
