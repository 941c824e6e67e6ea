import type { Difference } from '../../src/core/finding.ts';
import type { Json } from '../../src/core/json.ts';
import type { FindingWords } from './findings.ts';
import { because, count, list, since, upper } from './phrases.ts';
import { named } from './resources.ts';
import { ENDPOINT_PROBLEM, PURPOSE } from './terms.ts';

const PLAN_AGAIN = 'Run the command again: it looks anew and plans what is left.';

/** A value of a plan in a sentence. */
const inWords = (value: Json): string => {
  if (value === null || value === '') return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return value.length === 0 ? 'none' : list(value.map(inWords), 5);
};

/** One way in which the world moved, as a sentence without its full stop: "X exists since 10:42 UTC on 23 November, it was missing". */
export const difference = ({ kind, resource, field, was, now, since: at }: Difference): string => {
  const what = resource === '' ? 'a resource' : named(resource);
  const of = resource === 'parameters' ? `parameter ${field}` : `${field ?? 'the state'} of ${what}`;
  switch (kind) {
    case 'appeared':
      return `${what} exists ${at === null ? 'now' : since(at)}, it was missing`;
    case 'gone':
      return `${what} is gone, it was there`;
    case 'changed':
      return `${of} is ${inWords(now)}${at === null ? '' : ` ${since(at)}`}, it was ${inWords(was)}`;
    case 'new':
      return `${what} needs a change too, it did not before`;
    case 'dropped':
      return `${what} needs no change any more`;
  }
};

/** What blocks, ends or outdates a plan. */
export const planFindings: Pick<
  FindingWords,
  | 'endpoint_broken'
  | 'obs_name_required'
  | 'endpoint_service_unknown'
  | 'endpoint_service_mismatch'
  | 'route_table_unknown'
  | 'route_table_incomplete'
  | 'step_timeout'
  | 'write_unknown'
  | 'write_undone'
  | 'plan_superseded'
  | 'plan_changed'
  | 'approval_revoked'
  | 'approval_unconfirmed'
  | 'approval_invalid'
  | 'apply_window_passed'
  | 'frozen'
  | 'read_only'
> = {
  endpoint_broken: ({ purpose, service_name, endpoint_id, status, problem, detail }) => ({
    message: `The endpoint for ${PURPOSE[purpose]} (${service_name}, ${endpoint_id}) ${ENDPOINT_PROBLEM[problem].says(status, detail)}. No second one is made beside it.`,
    remedy: ENDPOINT_PROBLEM[problem].remedy,
  }),
  obs_name_required: ({ region }) => ({
    message: `The name of the OBS endpoint service in ${region || 'this region'} is not known, and there is no ready OBS endpoint. It cannot be looked up, and is never guessed.`,
    remedy:
      'Ask Huawei Cloud by service ticket for the OBS endpoint service name of your buckets (VPC Endpoint); then give obs_endpoint_service_name, or set obsEndpointServiceName for the cluster.',
  }),
  endpoint_service_unknown: ({ service_name }) => ({
    message: `There is no endpoint service ${service_name} in this region, or it is not shared with this account.`,
    remedy: 'Compare the name letter by letter with what Huawei Cloud told you; to have it shared, open a service ticket.',
  }),
  endpoint_service_mismatch: ({ purpose, service_name, service_type, expected }) => ({
    message: `The endpoint service ${service_name} is of type ${service_type || 'unknown'}; for ${PURPOSE[purpose]} it must be of type ${expected}.`,
    remedy: 'The name is of another service: compare it letter by letter with what Huawei Cloud told you.',
  }),
  route_table_unknown: ({ id, vpc_id }) => ({
    message: `The route table ${id} is not one of VPC ${vpc_id}.`,
    remedy: 'Give route tables of that VPC (VPC console, Route Tables), or leave route_table_ids out: then all of them are used.',
  }),
  route_table_incomplete: ({ missing }) => ({
    message: `The route tables that were given leave out the one of the pod subnet (${list(missing, 5) || 'not named'}), so pods would not reach OBS.`,
    remedy: 'Add it to route_table_ids, or leave the parameter out: then all route tables of the VPC are used.',
  }),
  step_timeout: ({ step, resource, minutes }) => ({
    message: `${upper(named(resource || step))} did not become ready within ${count(minutes, 'minute')}. It was asked for and may still be coming.`,
    remedy: 'Look at it in the console; when it is ready, or gone, run the command again: it goes on from there.',
  }),
  write_unknown: ({ step, resource }) => ({
    message: `Nobody knows whether ${named(resource || step)} was made: the request got no answer, twice, and it has not been seen since.`,
    remedy: 'Look for it in the console, then run the command again: if it is there by then, it is used.',
  }),
  write_undone: ({ step, resource, minutes }) => ({
    message: `The change of ${named(resource || step)} was accepted, and ${count(minutes, 'minute')} later it is not so: somebody took it back, or the service did not do it.`,
    remedy: 'See who changed it meanwhile (Cloud Trace Service keeps it), then run the command again: it plans what is left.',
  }),
  plan_superseded: ({ by }) => ({
    message: `A newer plan for the same resources${by ? `, ${by},` : ''} took its place.`,
    remedy: 'Decide on the newer one.',
  }),
  plan_changed: ({ differences, successor }) => ({
    message:
      differences.length === 0
        ? `What it was made for has changed since.`
        : `Since this plan was made: ${differences
            .slice(0, 8)
            .map(difference)
            .join('; ')}${differences.length > 8 ? `; and ${count(differences.length - 8, 'more change')}` : ''}.`,
    remedy: successor ? `Look at the new plan, it asks for approval again: ${successor}.` : PLAN_AGAIN,
  }),
  approval_revoked: ({ users, required }) => ({
    message: `${list(users, 5) || 'Somebody'} approved this and may not any more, so ${required === 1 ? 'no valid approval is' : `fewer than ${count(required, 'valid approval')} are`} left.`,
    remedy: 'Run the command again, and let people approve it who may today.',
  }),
  approval_unconfirmed: ({ minutes }) => ({
    message: `Slack did not say within ${count(minutes, 'minute')} whether those who approved still may.`,
    remedy: 'Run the command again when Slack answers.',
  }),
  approval_invalid: ({ users }) => ({
    message: `The signature of the approval by ${list(users, 5) || 'somebody'} is not valid for this plan.`,
    remedy: 'Tell whoever runs the bot: either its signing keys differ between processes, or somebody wrote into its store.',
  }),
  apply_window_passed: ({ minutes }) => ({
    message: `It was approved, but could not begin within ${count(minutes, 'minute')}.`,
    remedy: PLAN_AGAIN,
  }),
  frozen: ({ by, reason }) => ({
    message: `Changes are frozen${by ? ` by ${by}` : ''}${because(reason ?? '')}.`,
    remedy: 'When an approver has typed "/bursting unfreeze", run the command again: it plans what is left.',
  }),
  read_only: () => ({
    message: 'The bot is set to read only: it makes plans, and applies none.',
    remedy: 'An administrator can set readOnly: false in the configuration and restart the bot.',
  }),
};
