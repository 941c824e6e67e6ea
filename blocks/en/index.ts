import { audit } from './audit.ts';
import { findings } from './findings.ts';
import { plan } from './plan.ts';
import { difference } from './plan-findings.ts';
import { progress } from './progress.ts';
import { vpcep } from './vpcep.ts';
import { words } from './words.ts';

/** English. Another language is another folder of the same shape. */
export const en = { audit, findings, difference, plan, progress, vpcep, ...words };
