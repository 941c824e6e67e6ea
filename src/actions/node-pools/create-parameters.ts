import { z } from 'zod';
import { vpcSubnetId } from '../precheck/parameters.ts';
import { nodeCount, wholeNumber } from './parameters.ts';

/** The name of a node pool, the sizes and the kinds of disks (CCE API, CreateNodePool). */
const NAME = 'lower-case letters, digits and "-", 1 to 50 characters, a letter first and no "-" last';
const FLAVOR = 'the name of an ECS flavor: c7.xlarge.2';
const ZONE = 'an availability zone of the region: cn-north-4a';
const ROOT_SIZE = 'a size in GiB, 40 to 1,024';
const DATA_SIZE = 'a size in GiB, 100 to 32,768';
const KEY = 'the name of a key pair, at most 64 letters, digits, "-" and "_"';
const OS = 'the name of an operating system as CCE writes it: Huawei Cloud EulerOS 2.0';
const VOLUME_TYPES = ['SATA', 'SAS', 'SSD', 'GPSSD', 'ESSD', 'GPSSD2'] as const;

const named = (pattern: RegExp, accepted: string) => z.string().trim().regex(pattern, { error: accepted });
const volumeType = z
  .string()
  .trim()
  .toUpperCase()
  .pipe(z.enum(VOLUME_TYPES, { error: VOLUME_TYPES.join(', ') }));

export const params = z.object({
  nodepool_name: named(/^[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/, NAME),
  flavor: named(/^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, FLAVOR),
  availability_zone: named(/^[a-z][a-z0-9-]{1,63}$/, ZONE),
  root_volume_size: wholeNumber(40, 1_024, ROOT_SIZE).default(40),
  root_volume_type: volumeType.default('SSD'),
  data_volume_size: wholeNumber(100, 32_768, DATA_SIZE).default(100),
  data_volume_type: volumeType.default('SSD'),
  ssh_key: named(/^[A-Za-z0-9_-]{1,64}$/, KEY).optional(),
  node_count: nodeCount.default(1),
  os: named(/^[A-Za-z][\w .()-]{1,63}$/, OS).default('Huawei Cloud EulerOS 2.0'),
  subnet_id: vpcSubnetId.optional(),
});

export type CreateParams = z.infer<typeof params>;
