import { ACCEPTED } from '../../src/core/accepted.ts';
import { problem, type RefusalFacts } from '../../src/core/refusal.ts';

const AT = Date.UTC(2025, 10, 23, 10, 42);

/** Every code with a usual, and with a hostile or largest, set of facts. */
export const refusalFactsOf = (value: string, values: readonly string[], ids: readonly string[], example: string): RefusalFacts => {
  const of = { command: 'setup', example };
  return {
    repeated_key: { key: 'replicas', values, ...of },
    nameless_value: { given: value, ...of },
    unknown_key: { given: value, nearest: null, known: ids, ...of },
    invalid_value: { parameter: 'replicas', given: value, accepted: 'a whole number from 1 to 10', ...of },
    missing_value: { parameter: 'node_count', accepted: 'how many nodes', ...of, command: 'resize-nodepool' },
    invalid_combination: { rule: ACCEPTED.onePool, ...of },
    missing_word: { what: 'run id', ...of },
    extra_words: { given: values, ...of },
    unknown_cluster: { given: value, nearest: null, aliases: ids, ...of },
    two_clusters: { first: value, second: value, ...of },
    no_cluster: { aliases: ids, form: false, ...of },
    no_cluster_in_region: { region: value, aliases: ids, ...of },
    unlisted_cluster: { cluster_id: value, aliases: ids, ...of },
    wrong_channel: { cluster: value, channels: ids, ...of },
    project_mismatch: { parameter: 'region', cluster: value, given: value, configured: value, ...of },
    several: { problems: values.map((given) => problem('nameless_value', { given })), ...of },
    looks_like_key: {},
    confirm_true: { example },
    too_long: { length: 2001, limit: 2000 },
    open_quote: { near: value },
    unknown_command: { given: value, nearest: value, example },
    plan_in_direct_message: { command: 'setup' },
    not_allowed: { role: 'operator', because: 'not_listed', cluster: value, users: ids, groups: ids },
    rights_unknown: {},
    wrong_workspace: {},
    rate_limited: { seconds: 1 },
    queue_full: { cluster: value, queued: 20 },
    store_unavailable: { unknown: true },
    form_not_opened: of,
    form_gone: {},
    not_proposed: { id: value, command: value },
    watch_configured: { cluster: 'prod' },
    unknown_run: { id: value, near: value },
    cannot_cancel: { id: value, state: value },
    wrong_message: { id: value, link: example },
    nothing_to_decide: { id: value, state: value },
    already_decided: { id: value, how: 'rejected', state: value, by: ids, at: AT, reason: value, successor: value },
    plan_expired: { id: value, command: value, at: AT },
    already_approved_by_you: { id: value, given: 1, required: 2 },
    approve_in_direct_message: { id: value, channel: value },
    cancel_instead: { id: value },
    reason_missing: { id: value },
    resumed_already: { id: value, successor: value },
    nothing_to_resume: { id: value, state: value },
    not_ended: { id: value, state: value },
    read_only: {},
  };
};
