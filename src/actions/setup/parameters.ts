import { z } from 'zod';
import { FIRST_CCI2_VERSION, knowsCci2 } from '../precheck/addon-versions.ts';
import { params as vpcepParams } from '../vpcep/parameters.ts';

const VERSION = `an add-on version of ${FIRST_CCI2_VERSION} or later, the first with CCI 2.0: 1.5.82`;

export const params = vpcepParams.extend({
  cci_subnet_id: z
    .guid({ error: 'an IPv4 subnet id: 8-4-4-4-12 hex digits' })
    .transform((id) => id.toLowerCase())
    .optional(),
  addon_version: z
    .string({ error: VERSION })
    .trim()
    .regex(/^v?\d{1,4}\.\d{1,4}\.\d{1,4}$/, { error: VERSION })
    .transform((version) => version.replace(/^v/, ''))
    .refine(knowsCci2, { error: VERSION })
    .optional(),
});

export type SetupParams = z.infer<typeof params>;
