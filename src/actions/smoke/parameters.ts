import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';
import { parseImage } from '../../core/image-reference.ts';
import { namespaceName, SMOKE_NAMESPACE, workloadName } from '../workload-parameters.ts';

export const params = z.object({
  namespace: namespaceName.refine((name) => !name.startsWith('kube-'), { error: ACCEPTED.ownNamespace }).default(SMOKE_NAMESPACE),
  workload_name: workloadName.default('cci2-burst-demo'),
  image: z
    .string({ error: ACCEPTED.image })
    .trim()
    .refine((text) => parseImage(text) !== null, { error: ACCEPTED.image })
    .optional(),
  replicas: z
    .string({ error: ACCEPTED.replicas })
    .regex(/^(?:[1-9]|10)$/, { error: ACCEPTED.replicas })
    .default('2')
    .transform(Number),
});

export type SmokeParams = z.infer<typeof params>;
