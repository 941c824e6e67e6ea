import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';
import { knowsCci2 } from '../precheck/addon-versions.ts';
import { params as vpcepParams } from '../vpcep/parameters.ts';

export const params = vpcepParams.extend({
  cci_subnet_id: z
    .guid({ error: ACCEPTED.ipv4Subnet })
    .transform((id) => id.toLowerCase())
    .optional(),
  addon_version: z
    .string({ error: ACCEPTED.addonVersion })
    .trim()
    .regex(/^v?\d{1,4}\.\d{1,4}\.\d{1,4}$/, { error: ACCEPTED.addonVersion })
    .transform((version) => version.replace(/^v/, ''))
    .refine(knowsCci2, { error: ACCEPTED.addonVersion })
    .optional(),
});

export type SetupParams = z.infer<typeof params>;
