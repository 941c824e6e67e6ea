import type { Finding } from '../../core/finding.ts';

const same = (one: Finding, other: Finding): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What people should know beside a plan or what blocks it: precheck's warnings and the endpoints that are waited for, without what is
 * said as an issue already, and without the endpoints this command makes itself.
 */
export function warningsBeside(issues: readonly Finding[], warnings: readonly Finding[], coming: readonly Finding[]): readonly Finding[] {
  const broken = issues.flatMap((each) => (each.code === 'endpoint_broken' ? each.facts.endpoint_id : []));
  const beside = warnings.filter((each) => {
    if (each.code === 'endpoint_missing') return each.facts.service_name === null;
    if (each.code === 'endpoint_not_ready') return !broken.includes(each.facts.endpoint_id);
    return !issues.some((issue) => same(issue, each));
  });
  return [...beside, ...coming.filter((each) => !beside.some((other) => same(other, each)))];
}
