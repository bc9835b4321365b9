import type { CalendarApi, CalendarEvent, EventContent, Expected, Written } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { Latest } from './latest';

/** How many own revisions are remembered: a drag or a save looks back to the one or two before it. */
const maxRevisions = 500;

/**
 * Writes events. Writes of the same event go one after the other: the second of two quick ones expects what the first
 * one left, not a conflict with oneself. What is on its way is laid over what the store is known to hold.
 */
export class EventWriter {
  private readonly onTheirWay = new Map<string, CalendarEvent>();
  private readonly writing = new Map<string, Promise<unknown>>();
  private readonly own = new Latest<string, true>(maxRevisions);
  /** What this client's own writes made of a revision: its tag and the tag that followed it, by event. */
  private readonly followed = new Latest<string, string>(maxRevisions);
  private readonly api: CalendarApi;
  /** Takes what was written into the replica. */
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

  /** With `held`, what is known of the event, it shows at once, and goes away again when the service refuses it. */
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

  /** The revision that this client's own writes, and nobody else's, made of another. */
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
