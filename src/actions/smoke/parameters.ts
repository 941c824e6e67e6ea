import { z } from 'zod';
import { parseImage } from '../../core/image-reference.ts';
import { namespaceName, SMOKE_NAMESPACE, workloadName } from '../workload-parameters.ts';

const IMAGE =
  'an image such as swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27: no scheme, no address, small letters, a tag or a sha256 digest';
const REPLICAS = 'a whole number from 1 to 10';

export const params = z.object({
  namespace: namespaceName
    .refine((name) => !name.startsWith('kube-'), { error: "a namespace that is not the cluster's own (kube-...)" })
    .default(SMOKE_NAMESPACE),
  workload_name: workloadName.default('cci2-burst-demo'),
  image: z
    .string({ error: IMAGE })
    .trim()
    .refine((text) => parseImage(text) !== null, { error: IMAGE })
    .optional(),
  replicas: z
    .string({ error: REPLICAS })
    .regex(/^(?:[1-9]|10)$/, { error: REPLICAS })
    .default('2')
    .transform(Number),
});

export type SmokeParams = z.infer<typeof params>;
