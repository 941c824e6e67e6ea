/**
 * What is odd about an answer, where nobody else has said it: the `detail` of a finding that is no quote. The English stands here; other
 * languages say the same by it (`blocks/zh/oddities.ts`), and the compiler demands every one.
 */
export const ODD = {
  empty: 'an empty answer',
  page: 'an HTML page instead of JSON',
  broken: 'broken JSON',
  noObject: 'not an object in JSON',
  noList: 'not a list in JSON',
  marker: 'the marker does not advance',
  expired: 'the list expired again',
  otherService: 'not the service that was asked for',
  noAuthority: 'no certificate authority',
  noRouteTable: 'no route table, not even the default one',
} as const;

export type Oddity = (typeof ODD)[keyof typeof ODD];
