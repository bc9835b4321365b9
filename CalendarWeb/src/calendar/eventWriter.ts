import type { CalendarApi, CalendarEvent, EventContent, Expected, Written } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { Latest } from './latest';

/** How many own revisions are kept: a drag or a save needs only the one or two before it. */
const maxRevisions = 500;

/**
 * Writes events. Writes of the same event run one after the other: the second of two quick ones expects the revision that the
 * first one made, so it causes no conflict. Writes in flight are shown on top of what the store is known to have.
 */
export class EventWriter {
  private readonly onTheirWay = new Map<string, CalendarEvent>();
  private readonly writing = new Map<string, Promise<unknown>>();
  private readonly own = new Latest<string, true>(maxRevisions);
  /** By event, the revision that an own write made of another revision. */
  private readonly followed = new Latest<string, string>(maxRevisions);
  private readonly api: CalendarApi;
  /** Merges what was written into the replica. */
  private readonly onWritten: (written: Written<CalendarEvent>) => Promise<CalendarEvent>;
  private readonly onPending: () => void;

  constructor(
    api: CalendarApi,
    onWritten: (written: Written<CalendarEvent>) => Promise<CalendarEvent>,
    onPending: () => void,
  ) {
    this.api = api;
    this.onWritten = onWritten;
    this.onPending = onPending;
  }

  get pending(): ReadonlyMap<string, CalendarEvent> {
    return this.onTheirWay;
  }

  /** Whether this tab made that revision. */
  isOwn(key: string, version: number): boolean {
    return this.own.has(`${key}@${version}`);
  }

  /** With `held`, the known event, the write shows at once, and disappears if the service refuses it. */
  async save(
    calendarId: string,
    id: string,
    content: EventContent,
    expected: Expected,
    optimistic?: { readonly held: CalendarEvent | undefined },
  ): Promise<CalendarEvent> {
    const key = eventKey({ calendarId, id });
    if (optimistic !== undefined) {
      const base = optimistic.held ?? { etag: '', version: 0, updatedAt: '', updatedBy: '' };
      this.onTheirWay.set(key, { ...base, ...content, id, calendarId });
      this.onPending();
    }
    const before = this.writing.get(key);
    const done = (async () => {
      await before?.catch(() => undefined);
      const latest = expected === 'nothing' ? expected : this.latestOwn(key, expected.etag);
      return this.write(calendarId, id, content, latest);
    })();
    this.writing.set(key, done);
    try {
      return await done;
    } finally {
      if (this.writing.get(key) === done) {
        this.writing.delete(key);
        if (this.onTheirWay.delete(key)) this.onPending();
      }
    }
  }

  private async write(calendarId: string, id: string, content: EventContent, expected: Expected) {
    const written = await this.api.putEvent(calendarId, id, content, expected);
    const key = eventKey(written.item);
    this.own.set(`${key}@${written.item.version}`, true);
    if (expected !== 'nothing' && expected.etag !== written.item.etag)
      this.followed.set(`${key} ${expected.etag}`, written.item.etag);
    return this.onWritten(written);
  }

  /** The latest revision that only this client's own writes made of the given one. */
  private latestOwn(key: string, etag: string): { etag: string } {
    let latest = etag;
    for (
      let next = this.followed.get(`${key} ${latest}`);
      next !== undefined;
      next = this.followed.get(`${key} ${latest}`)
    )
      latest = next;
    return { etag: latest };
  }
}
