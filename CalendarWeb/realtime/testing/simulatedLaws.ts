import type { Synced } from '../realtimeOptions.ts';
import { eventKey } from '../engine/replica.ts';
import type { TestServer } from './testServer.ts';

/**
 * The invariants that a shown state breaks. The position and the versions never go back within an epoch. Up to its
 * position a state is exactly what the store had then, never half of a catch-up. Items written or
 * read since may be ahead of it.
 */
export function brokenLaws(server: TestServer, before: Synced | undefined, after: Synced): string[] {
  const broken: string[] = [];
  const { position } = after.replica;
  if (position === undefined) return broken;
  const replica = before?.replica;
  if (replica?.position?.epoch === position.epoch) {
    if (position.version < replica.position.version)
      broken.push(`The position went from ${replica.position.version} to ${position.version}.`);
    for (const [kind, items] of after.replica.tables)
      for (const [key, { version }] of items)
        if (version < (replica.of(kind).get(key)?.version ?? 0)) broken.push(`${key} went back to ${version}.`);
  }
  const then = new Set(server.itemsAt(position));
  const items = itemsOf(after);
  const shown = new Set(items);
  for (const item of items)
    if (!then.has(item) && Number(item.split('@')[1]) <= position.version)
      broken.push(`${item} is shown at ${position.version}, which the store did not have then.`);
  for (const item of then)
    if (!shown.has(item) && !server.wasChangedAfter(item, position))
      broken.push(`${item} is missing at ${position.version}.`);
  return broken;
}

/** `calendar@version` and `calendar/event@version`, sorted. */
export const itemsOf = ({ replica }: Synced): string[] =>
  [
    ...[...replica.calendars.values()].map(({ id, version }) => `${id}@${version}`),
    ...[...replica.events.values()].map((event) => `${eventKey(event)}@${event.version}`),
  ].sort();
