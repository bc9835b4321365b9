import type { Calendar, CalendarEvent, ConnectionState, EventContent, Realtime, SyncState } from '@/realtime';
import { changedEvents, emptyReplica, eventKey, startRealtime } from '@/realtime';
import type { Api, CalendarContent, Expected, ImportReport, Window } from './api';
import { ApiError, windowKey } from './api';
import { eachOf } from './eachOf';
import { addDays, daysBetween, startOfDay } from './time';

/** What the screen draws; replaced as a whole, never changed. */
export interface WorkspaceState {
  readonly loaded: boolean;
  readonly connection: ConnectionState;
  readonly calendars: readonly Calendar[];
  /** By `eventKey`, with writes that are on their way laid over what the store is known to hold. */
  readonly events: ReadonlyMap<string, CalendarEvent>;
  /** The window that recurring events are expanded for, as a key; empty until known. */
  readonly window: string;
  readonly loadingWindow: boolean;
}

/** Above this many recurring events that need their occurrences, the window is read anew instead of one by one. */
const oneByOne = 20;

/** Milliseconds until occurrences are asked for again that could not be had. */
const askAgainAfter = 5_000;

/**
 * The data behind the screen: the synchronised replica, narrowed to a window of time around what is visible, and the
 * writes. Recurring events come expanded from the service for that window, so nothing here knows a recurrence rule.
 */
export class Workspace {
  private state: WorkspaceState = {
    loaded: false,
    connection: 'reconnecting',
    calendars: [],
    events: new Map(),
    window: '',
    loadingWindow: false,
  };
  private synced: SyncState = { replica: emptyReplica(''), loaded: false, version: -1, reachable: true };
  private readonly pending = new Map<string, CalendarEvent>();
  private readonly listeners = new Set<() => void>();
  private readonly own = new Set<string>();
  private readonly fresh = new Map<string, number>();
  /** Occurrences that were asked for and could not be had, `key@version/window`: not asked for now. */
  private readonly unexpanded = new Set<string>();
  private wanted: Window | undefined;
  private reading: AbortController | undefined;
  private expanding = false;
  /** The window that was last read in full. */
  private windowRead = '';
  private readonly writing = new Map<string, Promise<unknown>>();
  /** What this client's own writes made of a revision: its tag and the tag that followed it, by event. */
  private readonly followed = new Map<string, string>();
  private realtime: Realtime | undefined;
  private windowIsKnown: (() => void) | undefined;
  private readonly firstWindow = new Promise<void>((resolve) => (this.windowIsKnown = resolve));

  constructor(
    private readonly api: Api,
    private readonly zone: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): WorkspaceState => this.state;

  /** Starts to follow; the answer stops it. */
  start(options: { url: string; accessToken: () => Promise<string>; origin: string }): () => void {
    const realtime = startRealtime({
      ...options,
      source: {
        head: () => this.api.head(),
        changes: (since) => this.changes(since),
        read: () => this.read(),
      },
      onState: (synced) => this.onSync(synced),
      onConnection: (connection) => this.publish({ connection }),
    });
    this.realtime = realtime;
    return () => {
      this.reading?.abort();
      realtime.stop();
      this.realtime = undefined;
    };
  }

  onPosition(epoch: string, version: number): void {
    this.realtime?.engine.onHeader(epoch, version);
  }

  /** Tells which days are on the screen, [from, to); what lies around them is loaded too, so that turning a page is instant. */
  show(from: string, to: string): void {
    const { wanted, zone } = this;
    const start = startOfDay(from, zone);
    const end = startOfDay(to, zone);
    if (
      wanted !== undefined &&
      Date.parse(wanted.from) <= Date.parse(start) &&
      Date.parse(end) <= Date.parse(wanted.to)
    )
      return;
    const margin = Math.min(Math.max(daysBetween(from, to), 14), 45);
    this.wanted = { from: startOfDay(addDays(from, -margin), zone), to: startOfDay(addDays(to, margin), zone) };
    this.windowIsKnown?.();
    void this.readWindow();
  }

  /** Whether somebody else changed it in the last few seconds. */
  isFresh(key: string): boolean {
    return (this.fresh.get(key) ?? 0) > Date.now() - 4_000;
  }

  retry(): void {
    void this.realtime?.engine.check();
  }

  /**
   * Writes an event. With `optimistic` it shows at once, where it can be drawn without the service's help, and goes away
   * again when the service refuses it. Writes of the same event go one after the other: the second of two quick ones
   * expects what the first one left, not a conflict with oneself.
   */
  async saveEvent(
    calendarId: string,
    id: string,
    content: EventContent,
    expected: Expected,
    how: { optimistic: boolean } = { optimistic: false },
  ): Promise<CalendarEvent> {
    const key = eventKey({ calendarId, id });
    if (how.optimistic && content.recurrence === undefined) {
      const held = this.synced.replica.events.get(key);
      const base = held ?? { etag: '', version: 0, updatedAt: '', updatedBy: '' };
      this.pending.set(key, { ...base, ...content, id, calendarId });
      this.publish({});
    }
    const before = this.writing.get(key);
    const done = (async () => {
      await before?.catch(() => undefined);
      return this.write(
        calendarId,
        id,
        content,
        expected === 'nothing' ? expected : this.latestOwn(key, expected.etag),
      );
    })();
    this.writing.set(key, done);
    try {
      return await done;
    } finally {
      if (this.writing.get(key) === done) {
        this.writing.delete(key);
        if (this.pending.delete(key)) this.publish({});
      }
    }
  }

  private async write(
    calendarId: string,
    id: string,
    content: EventContent,
    expected: Expected,
  ): Promise<CalendarEvent> {
    const written = await this.api.putEvent(calendarId, id, content, expected);
    const key = eventKey(written.item);
    this.own.add(`${key}@${written.item.version}`);
    if (expected !== 'nothing' && expected.etag !== written.item.etag)
      this.followed.set(`${key} ${expected.etag}`, written.item.etag);
    const item = await this.expanded(written.item);
    this.realtime?.engine.onOwnWrite(written.epoch, { calendars: [], events: [item] });
    return item;
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

  async deleteEvent(event: CalendarEvent): Promise<void> {
    await this.api.deleteEvent(event.calendarId, event.id, event.etag);
    const { id, calendarId, version } = event;
    const gone = { id, calendarId, version, deleted: true } as const;
    this.realtime?.engine.onOwnWrite(undefined, { calendars: [], events: [gone] });
  }

  async saveCalendar(id: string, content: CalendarContent, expected: Expected): Promise<Calendar> {
    const { item, epoch } = await this.api.putCalendar(id, content, expected);
    this.realtime?.engine.onOwnWrite(epoch, { calendars: [item], events: [] });
    return item;
  }

  async deleteCalendar(calendar: Calendar): Promise<void> {
    await this.api.deleteCalendar(calendar.id, calendar.etag);
    const { id } = calendar;
    // The store buries its events at versions this client has not heard of: the head it has seen covers them.
    const version = Math.max(calendar.version, this.synced.version);
    this.realtime?.engine.onOwnWrite(undefined, { calendars: [{ id, version, deleted: true }], events: [] });
    void this.realtime?.engine.check();
  }

  async import(calendarId: string, file: Blob): Promise<ImportReport> {
    const report = await this.api.import(calendarId, file);
    await this.realtime?.engine.check();
    return report;
  }

  export(calendarId: string): Promise<Blob> {
    return this.api.export(calendarId);
  }

  async addSampleData(): Promise<boolean> {
    const added = await this.api.addSampleData();
    if (added) await this.realtime?.engine.check();
    return added;
  }

  private async read() {
    await this.firstWindow;
    const window = this.wanted;
    const calendars = await this.api.calendars();
    const events: CalendarEvent[] = [];
    if (window !== undefined)
      await eachOf(calendars, 4, async ({ id }) => {
        events.push(...(await this.eventsOf(id, window)));
      });
    this.windowRead = window === undefined ? '' : windowKey(window);
    return { calendars, events };
  }

  private async eventsOf(calendarId: string, window: Window, signal?: AbortSignal): Promise<CalendarEvent[]> {
    try {
      return await this.api.events(calendarId, window, signal);
    } catch (error) {
      // Deleted between the list and this line.
      if (error instanceof ApiError && error.status === 404) return [];
      throw error;
    }
  }

  /** Reads the wanted window into the replica; a newer wish calls off an older one. */
  private async readWindow(): Promise<void> {
    const window = this.wanted;
    const { loaded, replica, version } = this.synced;
    if (!loaded || window === undefined) return;
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    this.publish({ loadingWindow: true });
    try {
      const events: CalendarEvent[] = [];
      await eachOf([...replica.calendars.keys()], 4, async (id) => {
        events.push(...(await this.eventsOf(id, window, signal)));
      });
      if (signal.aborted) return;
      this.reading = undefined;
      // What was read of another life of the store is not taken, and so the window is still to be read.
      if (replica.epoch === this.synced.replica.epoch) this.windowRead = windowKey(window);
      this.realtime?.engine.onRead(replica.epoch, { asOf: version, events });
      this.publish({ loadingWindow: false });
      this.completeWindow();
    } catch {
      if (signal.aborted) return;
      this.reading = undefined;
      this.publish({ loadingWindow: false });
      // The engine notices that the service is away, tries again for as long as it takes, and onSync then finds this undone.
      setTimeout(() => {
        void this.realtime?.engine.check().then(() => this.completeWindow());
      }, 1_000);
    }
  }

  private async changes(since: string) {
    const page = await this.api.changes(since);
    if (page === 'expired') return page;
    // Expanded before they are merged, so that a changed series never blinks.
    const recurring = page.events.filter((event): event is CalendarEvent => needsWindow(event));
    if (recurring.length === 0 || recurring.length > oneByOne) return page;
    const expanded = new Map<string, CalendarEvent>();
    await eachOf(recurring, 6, async (event) => {
      expanded.set(eventKey(event), await this.expanded(event));
    });
    return { ...page, events: page.events.map((event) => expanded.get(eventKey(event)) ?? event) };
  }

  private async expanded(event: CalendarEvent): Promise<CalendarEvent> {
    const window = this.wanted;
    if (window === undefined || event.recurrence === undefined) return event;
    try {
      return await this.api.event(event.calendarId, event.id, window);
    } catch (error) {
      const key = `${eventKey(event)}@${event.version}/${windowKey(window)}`;
      this.unexpanded.add(key);
      // A series without occurrences is not drawn: only a refusal may leave it so, not a service that was away for a moment.
      if (!(error instanceof ApiError && error.isFinal))
        setTimeout(() => {
          this.unexpanded.delete(key);
          if (this.realtime !== undefined) this.completeWindow();
        }, askAgainAfter);
      return event;
    }
  }

  /** Fetches the occurrences of series that were expanded for another window, or not at all. */
  private async expandMissing(): Promise<void> {
    const window = this.wanted;
    if (this.expanding || this.reading !== undefined || window === undefined || !this.synced.reachable) return;
    const key = windowKey(window);
    const missing = [...this.synced.replica.events.values()].filter(
      (event) =>
        event.recurrence !== undefined &&
        event.window !== key &&
        !this.unexpanded.has(`${eventKey(event)}@${event.version}/${key}`),
    );
    if (missing.length === 0) return;
    if (missing.length > oneByOne) return this.readWindow();
    this.expanding = true;
    const { epoch } = this.synced.replica;
    try {
      const events: CalendarEvent[] = [];
      await eachOf(missing, 6, async (event) => {
        events.push(await this.expanded(event));
      });
      this.realtime?.engine.onRead(epoch, { asOf: -1, events });
    } finally {
      this.expanding = false;
    }
    this.completeWindow();
  }

  private onSync(synced: SyncState): void {
    const before = this.synced;
    this.synced = synced;
    if (before.loaded && before.replica.epoch === synced.replica.epoch) {
      const now = Date.now();
      for (const key of changedEvents(before.replica, synced.replica)) {
        const event = synced.replica.events.get(key);
        if (event !== undefined && event.version > before.version && !this.own.has(`${key}@${event.version}`))
          this.fresh.set(key, now);
      }
    }
    this.publish({ loaded: synced.loaded });
    this.completeWindow();
  }

  private completeWindow(): void {
    if (!this.synced.loaded || !this.synced.reachable || this.wanted === undefined || this.reading !== undefined)
      return;
    if (this.windowRead === windowKey(this.wanted)) void this.expandMissing();
    else void this.readWindow();
  }

  private publish(change: Partial<WorkspaceState>): void {
    const { replica } = this.synced;
    const calendars =
      this.calendarsOf === replica.calendars
        ? this.state.calendars
        : [...replica.calendars.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    this.calendarsOf = replica.calendars;
    this.state = {
      ...this.state,
      ...change,
      calendars,
      events: this.pending.size === 0 ? replica.events : new Map([...replica.events, ...this.pending]),
      window: this.wanted === undefined ? '' : windowKey(this.wanted),
    };
    for (const listener of this.listeners) listener();
  }

  private calendarsOf: ReadonlyMap<string, Calendar> | undefined;
}

const needsWindow = (event: object): boolean => 'recurrence' in event && event.recurrence !== undefined;
