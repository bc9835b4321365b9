import type { CalendarApi, CalendarEvent, Changes, Realtime, Window } from '@calendar-realtime/realtime';
import { ApiError, eventKey, windowKey } from '@calendar-realtime/realtime';
import { Latest } from './latest';
import { addDays, daysBetween, startOfDay } from './time';

/** If more series than this need their occurrences, the whole window is read instead of single series. */
const oneByOne = 20;
/** Milliseconds until a failed request for occurrences is retried. */
const askAgainAfter = 5_000;
/** How many refusals are kept: further ones are requested again, which is harmless. */
const maxRefused = 500;

/**
 * Reads the events of the window around the visible days, and the occurrences of series in it: the data that only
 * this tab needs. Everything else comes with the changes.
 */
export class WindowReader {
  private wanted: Window | undefined;
  private reading: AbortController | undefined;
  private expanding = false;
  /** Requests for occurrences that were refused, `key@version/window`: not requested again for now. */
  private readonly refused = new Latest<string, true>(maxRefused);
  private windowIsKnown: (() => void) | undefined;
  private readonly firstWindow = new Promise<void>((resolve) => (this.windowIsKnown = resolve));
  private readonly api: CalendarApi;
  private readonly zone: string;
  private readonly realtime: () => Realtime | undefined;
  private readonly onLoading: (loading: boolean) => void;

  constructor(
    api: CalendarApi,
    zone: string,
    realtime: () => Realtime | undefined,
    onLoading: (loading: boolean) => void,
  ) {
    this.api = api;
    this.zone = zone;
    this.realtime = realtime;
    this.onLoading = onLoading;
  }

  /** The key of the window in which series are expanded; empty until known. */
  get key(): string {
    return this.wanted === undefined ? '' : windowKey(this.wanted);
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
    void this.readWindow();
  }

  stop(): void {
    this.reading?.abort();
    this.reading = undefined;
  }

  /** Reads everything, for a full read. */
  async readAll(signal: AbortSignal) {
    await this.firstWindow;
    const window = this.wanted;
    const calendars = await this.api.calendars(signal);
    if (window === undefined) return { calendars, events: [], window: '' };
    const ids = calendars.map(({ id }) => id);
    return { calendars, events: await this.api.eventsOf(ids, window, signal), window: windowKey(window) };
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
      // A series without occurrences is not drawn: only a refusal may cause that, not a temporary failure.
      if (!(error instanceof ApiError && error.isFinal))
        setTimeout(() => {
          this.refused.delete(key);
          this.complete();
        }, askAgainAfter);
      return event;
    }
  }

  /** Reads what is missing of the window: all of it, or the occurrences of series that were expanded for another window. */
  complete(): void {
    const synced = this.realtime()?.current;
    if (synced?.loaded !== true || !synced.reachable || this.wanted === undefined || this.reading !== undefined) return;
    if (synced.replica.window === this.key) void this.expandMissing();
    else void this.readWindow();
  }

  /** Reads the wanted window into the replica; a newer request cancels an older one. */
  private async readWindow(): Promise<void> {
    const window = this.wanted;
    const realtime = this.realtime();
    if (realtime?.current.loaded !== true || window === undefined) return;
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    this.onLoading(true);
    const end = realtime.beginReading();
    try {
      const events = await this.api.eventsOf([...realtime.current.replica.calendars.keys()], window, signal);
      if (signal.aborted) return;
      this.reading = undefined;
      end({ events, window: windowKey(window) });
      this.onLoading(false);
      this.complete();
    } catch {
      if (signal.aborted) return;
      this.reading = undefined;
      this.onLoading(false);
      // The engine handles an unavailable service and retries. Until then the window is still incomplete, so check again later.
      setTimeout(
        () =>
          void this.realtime()
            ?.check()
            .then(() => this.complete()),
        1_000,
      );
    } finally {
      end();
    }
  }

  private async expandMissing(): Promise<void> {
    const realtime = this.realtime();
    const { key } = this;
    if (this.expanding || realtime === undefined) return;
    const missing = [...realtime.current.replica.events.values()].filter(
      (event) =>
        isSeries(event) && event.window !== key && !this.refused.has(`${eventKey(event)}@${event.version}/${key}`),
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
