import { LineCounter, parseDocument } from 'yaml';
import { readChannels, readClusters } from './clusters.ts';
import type { ApprovalRules, Rules } from './config.ts';
import { Entry } from './entry.ts';
import { CHANNEL_ID, COUNT, durationOf, FLAG, GROUP_ID } from './kinds.ts';
import type { Mistake } from './mistake.ts';
import { readApprovals, readWho } from './people.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const APPROVALS: ApprovalRules = {
  approvers: { users: [], groups: [] },
  required: 1,
  selfApproval: false,
  expiresInMs: 30 * MINUTE_MS,
  applyWithinMs: 30 * MINUTE_MS,
};

/** The rules in a YAML text; what is wrong goes to `mistakes`, and the answer is to be used only if there are none. */
export function readRules(file: { path: string; text: string }, commands: readonly string[], mistakes: Mistake[]): Rules {
  const root = openFile(file, mistakes).keys(
    'readOnly',
    'allowUnlisted',
    'clusters',
    'channels',
    'roles',
    'approvals',
    'audit',
    'notify',
    'limits',
    'retention',
  );
  const approvals = readApprovals(root.approvals, APPROVALS);
  const clusters = readClusters(root.clusters, approvals, commands);
  const roles = root.roles.keys('operators', 'viewers');
  const limits = root.limits.keys('commandsPerUserPerMinute', 'queuedPerCluster');
  const retention = root.retention.keys('runs', 'details', 'audit');
  const kept = durationOf('1h');
  return {
    readOnly: root.readOnly.or(FLAG, false),
    allowUnlisted: root.allowUnlisted.or(FLAG, false),
    clusters,
    channels: readChannels(root.channels, clusters),
    roles: { operators: readWho(roles.operators), viewers: readWho(roles.viewers) },
    approvals,
    auditChannel: root.audit.keys('channel').channel.optional(CHANNEL_ID),
    onCallGroup: root.notify.keys('onCall').onCall.optional(GROUP_ID),
    limits: {
      commandsPerUserPerMinute: limits.commandsPerUserPerMinute.or(COUNT, 60),
      queuedPerCluster: limits.queuedPerCluster.or(COUNT, 20),
    },
    retention: {
      runsMs: retention.runs.or(kept, 30 * DAY_MS),
      detailsMs: retention.details.or(kept, 7 * DAY_MS),
      auditMs: retention.audit.or(kept, 400 * DAY_MS),
    },
  };
}

/**
 * The mapping at the top of the file. Every scalar is read as the text that is written (schema `failsafe`), so that an id of digits
 * only is not rounded to a number and `no` is no boolean. After a syntax error what follows is guesswork and is not read.
 */
function openFile(file: { path: string; text: string }, mistakes: Mistake[]): Entry {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const errors = [...document.errors, ...document.warnings];
  for (const { code, message, pos } of errors) {
    const problem = code === 'DUPLICATE_KEY' ? 'the same key is given twice' : `is no YAML that can be read: ${message}`;
    mistakes.push({ place: `${file.path}:${lines.linePos(pos[0]).line}`, problem });
  }
  const readable = errors.every(({ code }) => code === 'DUPLICATE_KEY');
  const source = { path: file.path, document, lines, mistakes };
  return new Entry(source, readable ? document.contents : null, { path: '', offset: 0, excused: !readable });
}
