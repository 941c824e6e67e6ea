import { expect, test } from 'vitest';
import { messageLink } from '../../jobs/message-link.ts';

test.each([
  ['https://lab.slack.com/', 'https://lab.slack.com/archives/C01OPS/p1763894520000100'],
  ['https://lab.slack.com', 'https://lab.slack.com/archives/C01OPS/p1763894520000100'],
  ['https://lab.enterprise.slack.com/', 'https://lab.enterprise.slack.com/archives/C01OPS/p1763894520000100'],
])('a message of the workspace at %s', (url, link) => {
  expect(messageLink(url, { channel: 'C01OPS', ts: '1763894520.000100' })).toBe(link);
});
