import { actionOf } from './index.ts';

/** What a watch asks again and again: a read without parameters, whose `success` says whether the cluster is ready. */
export const WATCHED: string = actionOf('verify') ? 'verify' : 'precheck';
