import type { Calendar, CalendarEvent, ChangesPage, Head, Person, Position, Reload } from '../engine/wire.ts';

export const aCalendar = (id: string, version = 1): Calendar => ({
  id,
  name: id,
  timeZone: 'Europe/Berlin',
  etag: `"${version}"`,
  version,
  updatedAt: '2026-11-23T08:00:00Z',
  updatedBy: 'someone',
  role: 'editor',
});

export const anEvent = (calendarId: string, id: string, version = 1): CalendarEvent => ({
  id,
  calendarId,
  title: `${id} ${version}`,
  allDay: true,
  start: '2026-11-23',
  end: '2026-11-24',
  assignees: [],
  etag: `"${version}"`,
  version,
  updatedAt: '2026-11-23T08:00:00Z',
  updatedBy: 'someone',
});

export const aPerson = (id: string, version = 1): Person => ({
  id,
  sort: 'contact',
  displayName: id,
  etag: `"${version}"`,
  version,
  updatedAt: '2026-11-23T08:00:00Z',
  updatedBy: 'someone',
});

type Entry =
  | { readonly calendar: Calendar }
  | { readonly event: CalendarEvent }
  | { readonly id: string; readonly calendarId?: string };

/** The store of a tenant as the contract describes it, for tests: one version per change, tombstones, epochs, pages. */
export class TestServer {
  epoch = 'e1';
  version = 0;
  calendars = new Map<string, Calendar>();
  events = new Map<string, CalendarEvent>();
  pageSize = 3;
  private log = new Map<number, Entry>();
  private horizon = 0;
  private names = 0;

  putCalendar(id: string): Calendar {
    const calendar = aCalendar(id, ++this.version);
    this.calendars.set(id, calendar);
    this.record(`c ${id}`, { calendar });
    return calendar;
  }

  putEvent(calendarId: string, id: string): CalendarEvent {
    const event = anEvent(calendarId, id, ++this.version);
    this.events.set(`${calendarId}/${id}`, event);
    this.record(`e ${calendarId}/${id}`, { event });
    return event;
  }

  deleteEvent(key: string): void {
    const event = this.events.get(key);
    if (event === undefined) return;
    this.events.delete(key);
    this.version++;
    this.record(`e ${key}`, { id: event.id, calendarId: event.calendarId });
  }

  /** Deletes all its events too, which are not listed. */
  deleteCalendar(id: string): void {
    if (!this.calendars.delete(id)) return;
    for (const [key, event] of this.events) if (event.calendarId === id) this.events.delete(key);
    this.version++;
    this.record(`c ${id}`, { id });
  }

  /** An id that was never used, because ids of deleted items are not used again. */
  newId(): string {
    return `x${++this.names}`;
  }

  /** Restores the store from a backup: another epoch, which counts from the beginning and has other items. */
  restore(): void {
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
    this.lastOf.clear();
    const calendars = [...this.calendars.keys()];
    const events = [...this.events.values()].filter((_, index) => index % 2 === 0);
    this.version = 0;
    this.horizon = 0;
    this.log = new Map();
    this.calendars = new Map();
    this.events = new Map();
    for (const id of calendars) this.putCalendar(id);
    for (const { calendarId, id } of events) this.putEvent(calendarId, id);
  }

  /** Removes tombstones, and expires positions before now. */
  purge(): void {
    this.horizon = this.version;
  }

  head(): Head {
    return { epoch: this.epoch, version: this.version, token: `${this.epoch} ${this.version}` };
  }

  read() {
    return { calendars: [...this.calendars.values()], events: [...this.events.values()] };
  }

  changes(since: string): ChangesPage | 'expired' {
    const [epoch, text] = since.split(' ');
    const from = Number(text);
    if (epoch !== this.epoch || from < this.horizon) return 'expired';
    const found = [...this.log].filter(([version]) => version > from).sort(([a], [b]) => a - b);
    const page = found.slice(0, this.pageSize);
    const more = found.length > page.length;
    const to = more ? (page.at(-1)?.[0] ?? from) : this.version;
    const calendars: ChangesPage['calendars'][number][] = [];
    const events: ChangesPage['events'][number][] = [];
    for (const [version, entry] of page) {
      if ('calendar' in entry) calendars.push(entry.calendar);
      else if ('event' in entry) events.push(entry.event);
      else if (entry.calendarId === undefined) calendars.push({ id: entry.id, version, deleted: true });
      else events.push({ id: entry.id, calendarId: entry.calendarId, version, deleted: true });
    }
    return { epoch, from, to, head: this.version, next: `${epoch} ${to}`, more, calendars, events };
  }

  push(): Reload {
    const { epoch, version } = this;
    return { epoch, version };
  }

  /** The items at a position: `calendar@version` and `calendar/event@version`, sorted. */
  itemsAt({ epoch, version }: Position): string[] {
    return this.lives.get(epoch)?.get(version) ?? [];
  }

  /** Whether an item, in the form of `itemsAt`, was changed or deleted after a position, by itself or with its calendar. */
  wasChangedAfter(item: string, { epoch, version }: Position): boolean {
    return [...(this.lives.get(epoch) ?? [])].some(([later, items]) => later > version && !items.includes(item));
  }

  /** Keeps only the last change of an item, like the store. */
  private record(item: string, entry: Entry): void {
    const life = this.lives.get(this.epoch) ?? new Map<number, string[]>();
    this.lives.set(this.epoch, life);
    life.set(
      this.version,
      [
        ...[...this.calendars.values()].map(({ id, version }) => `${id}@${version}`),
        ...[...this.events].map(([key, { version }]) => `${key}@${version}`),
      ].sort(),
    );
    const last = this.lastOf.get(item);
    if (last !== undefined) this.log.delete(last);
    this.lastOf.set(item, this.version);
    this.log.set(this.version, entry);
  }

  private readonly lastOf = new Map<string, number>();
  /** The items at every version of every epoch, so that tests can ask about any of them later. */
  private readonly lives = new Map<string, Map<number, string[]>>();
}
