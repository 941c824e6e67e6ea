import { z } from 'zod';
import { redact } from '../../core/redact.ts';
import type { Events, KubernetesEvent } from '../../ports/workloads.ts';
import { namespaced } from './get.ts';
import { listPages } from './list.ts';
import { shorten, text } from './pod-detail.ts';
import type { Session } from './session.ts';
import { type Shape, shapeOf } from './shape.ts';
import { selectors } from './workloads.ts';

const EventObject = z.object({
  metadata: z.object({ namespace: z.string(), name: z.string(), creationTimestamp: text }),
  type: text,
  reason: text,
  message: text,
  count: z.number().nullish(),
  firstTimestamp: text,
  lastTimestamp: text,
  eventTime: text,
  series: z.object({ count: z.number().nullish(), lastObservedTime: text }).nullish(),
  involvedObject: z.object({ kind: text, name: text, uid: text }).nullish(),
  source: z.object({ component: text }).nullish(),
  reportingComponent: text,
});
const SHAPE: Shape = shapeOf(EventObject);

interface Read {
  readonly key: string;
  /** When it was seen last, in milliseconds since 1970; 0: not said. */
  readonly at: number;
  readonly event: KubernetesEvent;
}

/** An event is written in one of three ways: by `lastTimestamp` and `count`, as a `series`, or once, with an `eventTime`. */
function readEvent(object: unknown): Read {
  const event = EventObject.parse(object);
  const { metadata, series, involvedObject } = event;
  const times = [series?.lastObservedTime, event.lastTimestamp, event.eventTime, event.firstTimestamp, metadata.creationTimestamp];
  let [lastSeen, at] = ['', 0];
  for (const time of times) {
    const ms = Date.parse(time ?? '');
    if (time && ms > at) [lastSeen, at] = [time, ms];
  }
  return {
    key: `${metadata.namespace}/${metadata.name}`,
    at,
    event: {
      namespace: metadata.namespace,
      type: event.type ?? '',
      reason: event.reason ?? '',
      message: shorten(event.message),
      count: Math.max(1, event.count ?? 0, series?.count ?? 0),
      lastSeen,
      object: { kind: involvedObject?.kind ?? '', name: involvedObject?.name ?? '', uid: involvedObject?.uid ?? '' },
      reporter: event.source?.component || event.reportingComponent || '',
    },
  };
}

/** Newest first; of the same moment, always in the same order. */
const newestFirst = (a: Read, b: Read): number => b.at - a.at || (a.key < b.key ? -1 : 1);

export const openEvents = (get: Session['get']): Events => ({
  async latest(namespace, selection, keep, most, signal) {
    const resource = {
      path: namespace === null ? '/api/v1/events' : namespaced('/api/v1', namespace, 'events'),
      operation: 'list events',
      ...selectors(selection),
      shape: SHAPE,
      read: readEvent,
      key: ({ key }: Read) => key,
    };
    let latest: Read[] = [];
    for await (const page of listPages<Read>(resource, get, signal)) {
      latest = [...latest, ...page.filter(({ event }) => keep(event))].sort(newestFirst).slice(0, most);
    }
    // Only what is kept: there may be very many, and this takes time.
    return latest.map(({ event }) => ({ ...event, message: redact(event.message) }));
  },
});
