import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';

/** A VPC subnet id as people copy it, in small letters. */
export const vpcSubnetId = z.guid({ error: ACCEPTED.vpcSubnet }).transform((id) => id.toLowerCase());

export const VPCEP_SUBNET_HELP = "VPC subnet for the interface endpoints (default: the cluster's host subnet)";
