import { z } from 'zod';

/** A VPC subnet id as people copy it, in small letters. */
export const vpcSubnetId = z.guid({ error: 'a VPC subnet id: 8-4-4-4-12 hex digits' }).transform((id) => id.toLowerCase());

export const VPCEP_SUBNET_HELP = "VPC subnet for the interface endpoints (default: the cluster's host subnet)";
