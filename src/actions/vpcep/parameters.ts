import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';
import { VPCEP_SUBNET_HELP, vpcSubnetId } from '../precheck/parameters.ts';

/** A set: sorted, so that its order is no change. */
const idSet = (ids: readonly string[]): readonly string[] => [...new Set(ids)].toSorted();

export const params = z.object({
  vpcep_subnet_id: vpcSubnetId.optional(),
  obs_endpoint_service_name: z
    .string({ error: ACCEPTED.serviceName })
    .trim()
    .regex(/^[A-Za-z0-9][\w.-]{0,127}$/, { error: ACCEPTED.serviceName })
    .optional(),
  route_table_ids: z
    .string({ error: ACCEPTED.routeTables })
    .transform((list) => list.split(',').map((id) => id.trim().toLowerCase()))
    .refine((ids) => ids.every((id) => z.guid().safeParse(id).success), { error: ACCEPTED.routeTables })
    .transform(idSet)
    .optional(),
});

export type VpcepParams = z.infer<typeof params>;

export const parameterHelp = {
  vpcep_subnet_id: VPCEP_SUBNET_HELP,
  obs_endpoint_service_name: 'Name of the OBS endpoint service, as a service ticket told you; never guessed (default: the configuration)',
  route_table_ids: 'Route tables for the OBS gateway, comma separated (default: all of the VPC)',
} as const;
