import type { CalendarApi, CalendarEvent, Changes, EventsOfEach, Failure } from '@calendar-realtime/realtime';
import type { Realtime, Window } from '@calendar-realtime/realtime';
import { ApiError, eventKey, failureOf, isOfService, windowKey } from '@calendar-realtime/realtime';
import { Latest } from './latest';
import { addDays, daysBetween, startOfDay } from './time';

/** If more series than this need their occurrences, the whole window is read instead of single series. */
const oneByOne = 20;
/** The first wait after a failed read, in milliseconds; it doubles up to the second. Each wait is between half of it and all of it. */
const retryFirst = 1_000;
const retryAtMost = 5_000;
/** How many refusals are kept: further ones are requested again, which is harmless. */
const maxRefused = 500;

/** What could be read of the window. */
export interface WindowStatus {
  readonly loading: boolean;
  /** Why the last read of the window failed as a whole; undefined while it has not. */
  readonly failure: Failure | undefined;
  /** By calendar, why its events could not be read. */
  readonly unread: ReadonlyMap<string, Failure>;
}

/**
 * Reads the events of the window around the visible days, and the occurrences of series in it: the data that only
 * this tab needs. Everything else comes with the changes. What cannot be read is retried, and named until then.
 */
export class WindowReader {
  private current: WindowStatus = { loading: false, failure: undefined, unread: new Map() };
  private wanted: Window | undefined;
  private reading: AbortController | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private expanding = false;
  /** Requests for occurrences that failed, `key@version/window`: not requested again for now. */
  private readonly refused = new Latest<string, true>(maxRefused);
  private windowIsKnown: (() => void) | undefined;
  private readonly firstWindow = new Promise<void>((resolve) => (this.windowIsKnown = resolve));
  private readonly api: CalendarApi;
  private readonly zone: string;
  private readonly realtime: () => Realtime | undefined;
  private readonly onStatus: () => void;

  constructor(api: CalendarApi, zone: string, realtime: () => Realtime | undefined, onStatus: () => void) {
    this.api = api;
    this.zone = zone;
    this.realtime = realtime;
    this.onStatus = onStatus;
  }

  /** The key of the window in which series are expanded; empty until known. */
  get key(): string {
    return this.wanted === undefined ? '' : windowKey(this.wanted);
  }

  get status(): WindowStatus {
    return this.current;
  }

  /** Sets the visible days, [from, to); the days around them are read too, so that turning a page is instant. */
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
    this.refused.clear();
    this.windowIsKnown?.();
    this.tell({ failure: undefined });
    void this.readWindow();
  }

  stop(): void {
    this.reading?.abort();
    this.reading = undefined;
    clearTimeout(this.retry);
    this.retry = undefined;
  }

  /** Reads everything, for a full read. */
  async readAll(signal: AbortSignal) {
    await this.firstWindow;
    const window = this.wanted;
    const calendars = await this.api.calendars(signal);
    const people = await this.api.people(signal);
    if (window === undefined) return { calendars, people, events: [], window: '' };
    const ids = calendars.map(({ id }) => id);
    const read = await this.api.eventsOfEach(ids, window, signal);
    const [first] = read.failed.values();
    // If the service is in trouble, the engine retries all of it. What is shown stays until then.
    if (first !== undefined && read.complete.length === 0 && [...read.failed.values()].every(isOfService)) throw first;
    this.note(ids, read);
    const { events, complete } = read;
    if (first === undefined) return { calendars, people, events, window: windowKey(window) };
    return { calendars, people, events, window: complete.length === 0 ? '' : windowKey(window), complete };
  }

  /** Changes with the occurrences of their series in this window, so that a changed series does not flicker. */
  async prepare<T extends Changes>(changes: T, signal: AbortSignal): Promise<T> {
    const { key } = this;
    const series = changes.events.filter((event) => isSeries(event)).filter((event) => event.window !== key);
    if (series.length === 0 || series.length > oneByOne) return changes;
    const expanded = new Map(
      await Promise.all(series.map(async (event) => [eventKey(event), await this.expanded(event, signal)] as const)),
    );
    return { ...changes, events: changes.events.map((event) => expanded.get(eventKey(event)) ?? event) };
  }

  /** An event with its occurrences in the window, or unchanged if they cannot be read. */
  async expanded(event: CalendarEvent, signal?: AbortSignal): Promise<CalendarEvent> {
    const window = this.wanted;
    if (window === undefined || event.recurrence === undefined) return event;
    try {
      return await this.api.event(event.calendarId, event.id, window, signal);
    } catch (error) {
      const key = `${eventKey(event)}@${event.version}/${windowKey(window)}`;
      this.refused.set(key, true);
      this.onStatus();
      // A series without occurrences is not drawn: only a refusal may cause that for good, not a temporary failure.
      if (!(error instanceof ApiError && error.isFinal))
        setTimeout(() => {
          this.refused.delete(key);
          this.complete();
        }, retryAtMost);
      return event;
    }
  }

  /** Whether the occurrences of this series in the window were requested without success. */
  isRefused(event: CalendarEvent): boolean {
    return event.window !== this.key && this.refused.has(`${eventKey(event)}@${event.version}/${this.key}`);
  }

  /** Reads what is missing of the window: all of it, some calendars, or the occurrences of series that were expanded for another window. */
  complete(): void {
    const synced = this.realtime()?.current;
    if (synced?.loaded !== true || !synced.reachable || this.wanted === undefined) return;
    if (this.reading !== undefined) return;
    const { unread } = this.current;
    const mayRead = this.retry === undefined;
    if (synced.replica.window !== this.key) {
      if (mayRead) void this.readWindow();
    } else if (unread.size > 0 && mayRead) void this.readWindow([...unread.keys()]);
    else void this.expandMissing();
  }

  /** Makes all waiting retries at once. */
  hurry(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.complete();
  }

  /** Reads the wanted window into the replica, or some calendars of it; a newer request cancels an older one. */
  private async readWindow(some?: readonly string[]): Promise<void> {
    const window = this.wanted;
    const realtime = this.realtime();
    if (realtime?.current.loaded !== true || window === undefined) return;
    this.stop();
    const { signal } = (this.reading = new AbortController());
    this.tell({ loading: true });
    const end = realtime.beginReading();
    try {
      const { calendars } = realtime.current.replica;
      const ids = (some ?? [...calendars.keys()]).filter((id) => calendars.has(id));
      const read = await this.api.eventsOfEach(ids, window, signal);
      if (signal.aborted) return;
      const { events, complete, failed } = read;
      // If no calendar of a window could be read, its days stay unread.
      const isRead = complete.length > 0 || ids.length === 0;
      if (some !== undefined) end({ events, complete });
      else if (isRead) end({ events, window: windowKey(window), ...(failed.size > 0 && { complete }) });
      this.reading = undefined;
      this.note(some ?? ids, read);
      this.complete();
    } catch (error) {
      if (signal.aborted) return;
      this.reading = undefined;
      this.tell({ failure: failureOf(error) });
      this.retryLater([error]);
    } finally {
      end();
      if (this.reading === undefined) this.tell({ loading: false });
    }
  }

  /** Notes which of these calendars could be read. */
  private note(ids: readonly string[], { complete, failed }: EventsOfEach): void {
    const unread = new Map([...this.current.unread].filter(([id]) => !ids.includes(id)));
    for (const [id, error] of failed) unread.set(id, failureOf(error));
    const [first] = failed.values();
    this.tell({ unread, failure: complete.length === 0 && first !== undefined ? failureOf(first) : undefined });
    if (failed.size > 0) this.retryLater([...failed.values()]);
    else this.failures = 0;
  }

  private retryLater(errors: readonly unknown[]): void {
    const asked = errors.map((error) => (error instanceof ApiError ? (error.retryAfter ?? 0) : 0));
    const wait = Math.min(retryFirst * 2 ** Math.min(this.failures++, 10), retryAtMost) * (0.5 + 0.5 * Math.random());
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.hurry(), Math.max(wait, ...asked));
  }

  private tell(change: Partial<WindowStatus>): void {
    this.current = { ...this.current, ...change };
    this.onStatus();
  }

  private async expandMissing(): Promise<void> {
    const realtime = this.realtime();
    const { key } = this;
    if (this.expanding || realtime === undefined) return;
    const { unread } = this.current;
    const missing = [...realtime.current.replica.events.values()].filter(
      (event) => isSeries(event) && event.window !== key && !unread.has(event.calendarId) && !this.isRefused(event),
    );
    if (missing.length === 0) return;
    if (missing.length > oneByOne) return this.readWindow();
    this.expanding = true;
    const end = realtime.beginReading();
    try {
      end({ events: await Promise.all(missing.map((event) => this.expanded(event))) });
    } finally {
      end();
      this.expanding = false;
    }
    this.complete();
  }
}

const isSeries = (event: Changes['events'][number]): event is CalendarEvent =>
  !('deleted' in event) && event.recurrence !== undefined;
