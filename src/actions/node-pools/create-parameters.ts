import { z } from 'zod';
import { ACCEPTED, type Accepted } from '../../core/accepted.ts';
import { vpcSubnetId } from '../precheck/parameters.ts';
import { nodeCount, wholeNumber } from './parameters.ts';

/** The kinds of disks, as all the limits here: CCE API, CreateNodePool. */
const VOLUME_TYPES = ['SATA', 'SAS', 'SSD', 'GPSSD', 'ESSD', 'GPSSD2'] as const;

const named = (pattern: RegExp, accepted: Accepted) => z.string().trim().regex(pattern, { error: accepted });
const volumeType = z
  .string()
  .trim()
  .toUpperCase()
  .pipe(z.enum(VOLUME_TYPES, { error: VOLUME_TYPES.join(', ') }));

export const params = z.object({
  nodepool_name: named(/^[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/, ACCEPTED.newPoolName),
  flavor: named(/^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, ACCEPTED.flavor),
  availability_zone: named(/^[a-z][a-z0-9-]{1,63}$/, ACCEPTED.zone),
  root_volume_size: wholeNumber(40, 1_024, ACCEPTED.rootVolume).default(40),
  root_volume_type: volumeType.default('SSD'),
  data_volume_size: wholeNumber(100, 32_768, ACCEPTED.dataVolume).default(100),
  data_volume_type: volumeType.default('SSD'),
  ssh_key: named(/^[A-Za-z0-9_-]{1,64}$/, ACCEPTED.keyPair).optional(),
  node_count: nodeCount.default(1),
  os: named(/^[A-Za-z][\w .()-]{1,63}$/, ACCEPTED.os).default('Huawei Cloud EulerOS 2.0'),
  subnet_id: vpcSubnetId.optional(),
});

export type CreateParams = z.infer<typeof params>;
