import type {
  Calendar,
  CalendarApi,
  CalendarContent,
  CalendarEvent,
  Changes,
  ConnectionState,
  EventContent,
  Expected,
  Failure,
  ImportReport,
  Person,
  Position,
  Realtime,
  RealtimeOptions,
  Synced,
  Written,
} from '@calendar-realtime/realtime';
import { changedEvents, emptyReplica, eventKey, startRealtime } from '@calendar-realtime/realtime';
import { EventWriter } from './eventWriter';
import { Latest } from './latest';
import { Listeners } from './listeners';
import { newId } from './newId';
import type { Directory } from './people';
import { UnreadDays } from './unreadDays';
import { WindowReader } from './windowReader';

/** What the screen draws: an immutable value that is replaced as a whole. */
interface WorkspaceState {
  readonly loaded: boolean;
  readonly connection: ConnectionState;
  /** Why it is not live; undefined if it is, or if nothing has failed yet. */
  readonly failure: Failure | undefined;
  /** When the service last confirmed what is shown, in milliseconds since 1970. */
  readonly asOf: number | undefined;
  readonly calendars: readonly Calendar[];
  /** By `eventKey`, with writes in flight on top of what the store is known to have. */
  readonly events: ReadonlyMap<string, CalendarEvent>;
  readonly people: Directory;
  /** The key of the window in which series are expanded; empty until known. */
  readonly window: string;
  readonly loadingWindow: boolean;
  /** The visible days whose events are not known: they may look empty and are not. */
  readonly unreadDays: readonly string[];
  /** Why the last read of those days failed; undefined while it has not. */
  readonly windowFailure: Failure | undefined;
  /** By calendar, why its events could not be read. */
  readonly unreadCalendars: ReadonlyMap<string, Failure>;
}

/** How long changes by others are highlighted, in milliseconds, and how many at most. */
const freshFor = 4_000;
const maxFresh = 500;

/**
 * The data behind the screen: the replica, reduced to a window around the visible days, and the writes.
 * The service expands series for that window, so this code knows no recurrence rules.
 */
export class Workspace {
  private state: WorkspaceState = {
    loaded: false,
    connection: 'reconnecting',
    failure: undefined,
    asOf: undefined,
    calendars: [],
    events: new Map(),
    people: new Map(),
    window: '',
    loadingWindow: false,
    unreadDays: [],
    windowFailure: undefined,
    unreadCalendars: new Map(),
  };
  private synced: Synced = { replica: emptyReplica, loaded: false, reachable: true, asOf: undefined };
  private readonly listeners = new Listeners();
  private readonly fresh = new Latest<string, number>(maxFresh);
  private readonly window: WindowReader;
  private readonly days: UnreadDays;
  private readonly writer: EventWriter;
  private realtime: Realtime | undefined;
  private calendarsOf: ReadonlyMap<string, Calendar> | undefined;
  private readonly api: CalendarApi;

  constructor(api: CalendarApi, zone: string) {
    this.api = api;
    this.days = new UnreadDays(zone);
    this.window = new WindowReader(
      api,
      zone,
      () => this.realtime,
      () => this.publish({}),
    );
    this.writer = new EventWriter(
      api,
      (written) => this.take(written),
      () => this.publish({}),
    );
  }

  readonly subscribe = this.listeners.subscribe;

  readonly getState = (): WorkspaceState => this.state;

  /** Starts to follow changes; call the result to stop. Tabs with the same account share one connection. */
  start(options: Pick<RealtimeOptions, 'url' | 'accessToken' | 'account' | 'connection'>): () => void {
    const realtime = startRealtime({
      ...options,
      source: {
        head: (known, signal) => this.api.head(known, signal),
        changes: (since, signal) => this.api.changes(since, signal),
        readAll: (signal) => this.window.readAll(signal),
        prepare: (changes, signal) => this.window.prepare(changes, signal),
      },
      onState: (synced) => this.onSync(synced),
      onConnection: (connection, failure) => this.publish({ connection, failure }),
    });
    this.realtime = realtime;
    return () => {
      this.window.stop();
      realtime.stop();
      this.realtime = undefined;
    };
  }

  onPosition(head: Position): void {
    this.realtime?.observed(head);
  }

  /** A request of this app got no answer, or a 5xx. */
  onFailure(error: unknown): void {
    this.realtime?.failed(error);
  }

  /** Sets the visible days, [from, to). */
  show(from: string, to: string): void {
    this.days.show(from, to);
    this.window.show(from, to);
    this.publish({});
  }

  /** The accounts of the directory, by name. */
  accounts(): readonly Person[] {
    return [...this.synced.replica.people.values()]
      .filter(({ sort }) => sort === 'account')
      .sort((a, b) => a.displayName.localeCompare(b.displayName));
  }

  /** Whether somebody else changed it within the last few seconds. */
  isFresh(key: string): boolean {
    return (this.fresh.get(key) ?? 0) > Date.now() - freshFor;
  }

  retry(): void {
    void this.realtime?.check();
    this.window.hurry();
  }

  /** Whether the occurrences of this series in the window could not be read, so that it is not drawn. */
  isUnexpanded(event: CalendarEvent): boolean {
    return event.recurrence !== undefined && this.window.isRefused(event);
  }

  /**
   * Writes an event. With `optimistic` it shows at once, if it can be drawn without the service's help, and disappears
   * if the service refuses it.
   */
  saveEvent(
    calendarId: string,
    id: string,
    content: EventContent,
    expected: Expected,
    how: { optimistic: boolean } = { optimistic: false },
  ): Promise<CalendarEvent> {
    const held = this.synced.replica.events.get(eventKey({ calendarId, id }));
    const isDrawable = how.optimistic && content.recurrence === undefined;
    return this.writer.save(calendarId, id, content, expected, isDrawable ? { held } : undefined);
  }

  async deleteEvent({ id, calendarId, etag }: CalendarEvent): Promise<void> {
    const position = await this.api.deleteEvent(calendarId, id, etag);
    this.wrote(position, ({ version }) => ({ calendars: [], events: [{ id, calendarId, version, deleted: true }] }));
  }

  async saveCalendar(id: string, content: CalendarContent, expected: Expected): Promise<Calendar> {
    const { item, position } = await this.api.putCalendar(id, content, expected);
    this.wrote(position, () => ({ calendars: [item], events: [] }));
    return item;
  }

  async deleteCalendar({ id, etag }: Calendar): Promise<void> {
    const position = await this.api.deleteCalendar(id, etag);
    this.wrote(position, ({ version }) => ({ calendars: [{ id, version, deleted: true }], events: [] }));
  }

  /** Adds somebody without an account to the directory. A text that looks like an address is also the address. */
  async addContact(name: string): Promise<Person> {
    const content = {
      sort: 'contact',
      displayName: name,
      ...(/^[^@\s]+@[^@\s]+$/.test(name) && { address: name }),
    } as const;
    const { item, position } = await this.api.putPerson(newId(), content, 'nothing');
    this.wrote(position, () => ({ calendars: [], events: [], people: [item] }));
    return item;
  }

  async import(calendarId: string, file: Blob): Promise<ImportReport> {
    const report = await this.api.import(calendarId, file);
    await this.realtime?.check();
    return report;
  }

  export(calendarId: string): Promise<Blob> {
    return this.api.export(calendarId);
  }

  async addSampleData(): Promise<boolean> {
    const added = await this.api.addSampleData();
    if (added) await this.realtime?.check();
    return added;
  }

  private async take({ item, position }: Written<CalendarEvent>): Promise<CalendarEvent> {
    const expanded = await this.window.expanded(item);
    this.wrote(position, () => ({ calendars: [], events: [expanded] }));
    return expanded;
  }

  /** Merges what was written into the replica at once. If the answer names no position, requests the changes. */
  private wrote(position: Position | undefined, changes: (position: Position) => Changes): void {
    if (position === undefined) void this.realtime?.check();
    else this.realtime?.wrote(position, changes(position));
  }

  private onSync(synced: Synced): void {
    const before = this.synced;
    this.synced = synced;
    const known = before.replica.position;
    if (before.loaded && known?.epoch === synced.replica.position?.epoch) {
      const now = Date.now();
      for (const key of changedEvents(before.replica, synced.replica)) {
        const event = synced.replica.events.get(key);
        if (event !== undefined && event.version > (known?.version ?? 0) && !this.writer.isOwn(key, event.version))
          this.fresh.set(key, now);
      }
    }
    this.publish({ loaded: synced.loaded });
    this.window.complete();
  }

  private publish(change: Partial<WorkspaceState>): void {
    const { replica } = this.synced;
    const { pending } = this.writer;
    const calendars =
      this.calendarsOf === replica.calendars
        ? this.state.calendars
        : [...replica.calendars.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    this.calendarsOf = replica.calendars;
    const { loading, failure, unread } = this.window.status;
    this.state = {
      ...this.state,
      ...change,
      calendars,
      events: pending.size === 0 ? replica.events : new Map([...replica.events, ...pending]),
      people: replica.people,
      asOf: this.realtime?.current.asOf ?? this.state.asOf,
      window: this.window.key,
      loadingWindow: loading,
      unreadDays: this.days.outside(this.synced.loaded ? replica.window : ''),
      windowFailure: failure,
      unreadCalendars: unread,
    };
    this.listeners.tell();
  }
}
