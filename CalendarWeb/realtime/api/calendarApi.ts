import type { Report } from '../connection/reporting.ts';
import { reporting } from '../connection/reporting.ts';
import type { Calendar, CalendarContent, CalendarEvent, ChangesPage, EventContent } from '../engine/wire.ts';
import type { Head, ImportReport, Person, PersonContent, Position, Recurrence } from '../engine/wire.ts';
import { readPosition } from '../engine/wire.ts';
import { ApiError, errorOf, isOfService } from './apiError.ts';
import { eachOf } from './eachOf.ts';

export interface Window {
  /** RFC 3339 instants, [from, to). */
  readonly from: string;
  readonly to: string;
}

export const windowKey = (window: Window): string => `${window.from}/${window.to}`;

/** The precondition of a write: nothing is stored yet (a create), or the revision with this entity tag. */
export type Expected = { readonly etag: string } | 'nothing';

export interface Written<T> {
  readonly item: T;
  /** The position of the write itself; undefined if the answer does not name it (a proxy removed the header). */
  readonly position: Position | undefined;
}

export interface CalendarApiOptions {
  /** The address of the API: `/api`, or `https://calendar.contoso.com/api`. */
  readonly url: string;
  /** Returns an access token for the API. It is called before each request, so it should use a cache. */
  readonly accessToken: () => Promise<string>;
  /** Called after a 401; true if there is a new access token to retry with. Without it, a 401 is final. */
  readonly renew?: () => Promise<boolean>;
  /** Called with the position that an answer names: pass it to `observed`. The position of a write is returned with the written item instead. */
  readonly onPosition?: (position: Position) => void;
  /** Called when there was no answer, or a 5xx: pass the error to `failed`. */
  readonly onFailure?: (error: unknown) => void;
  /** Called with errors that these callbacks throw; they do not fail the request. Without it, they are reported like uncaught errors. */
  readonly onError?: Report;
}

/** What could be read of several calendars. */
export interface EventsOfEach {
  readonly events: CalendarEvent[];
  /** The ids of the calendars whose events are all here. */
  readonly complete: readonly string[];
  /** By calendar, why its events could not be read. */
  readonly failed: ReadonlyMap<string, Error>;
}

/** The time limit of one page of events, in milliseconds: a calendar that hangs must not hide the others for long. */
const pageWithin = 10_000;
/** How many calendars are read at the same time. */
const calendarsAtOnce = 4;

/** A signal that aborts after a time, or with another signal. */
const within = (milliseconds: number, signal: AbortSignal | undefined): AbortSignal => {
  const timeout = AbortSignal.timeout(milliseconds);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
};

const isTimeout = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'TimeoutError';

const path = (...segments: string[]): string => segments.map(encodeURIComponent).join('/');

/** The content of an event without the members that the store adds: a write must not send them. */
export function contentOf(event: EventContent): EventContent {
  const recurrence: Recurrence | undefined = event.recurrence;
  return {
    title: event.title,
    ...(event.description !== undefined && { description: event.description }),
    ...(event.location !== undefined && { location: event.location }),
    allDay: event.allDay,
    start: event.start,
    end: event.end,
    ...(event.timeZone !== undefined && { timeZone: event.timeZone }),
    ...(event.timeZoneRules !== undefined && { timeZoneRules: event.timeZoneRules }),
    ...(event.category !== undefined && { category: event.category }),
    ...(event.color !== undefined && { color: event.color }),
    assignees: event.assignees,
    ...(recurrence !== undefined && { recurrence }),
    ...(event.uid !== undefined && { uid: event.uid }),
    ...(event.recurrenceId !== undefined && { recurrenceId: event.recurrenceId }),
    ...(event.sequence !== undefined && { sequence: event.sequence }),
    ...(event.cancelled !== undefined && { cancelled: event.cancelled }),
  };
}

/** The HTTP API of the calendar. Error responses are {@link ApiError}s; if the service cannot be reached, the error is fetch's TypeError. */
export class CalendarApi {
  private readonly options: CalendarApiOptions;
  private readonly onError: Report;

  constructor(options: CalendarApiOptions) {
    this.options = options;
    this.onError = reporting(options.onError);
  }

  async calendars(signal?: AbortSignal): Promise<readonly Calendar[]> {
    const { items } = await this.json<{ items: readonly Calendar[] }>(path('calendars'), signal && { signal });
    return items;
  }

  /** The people and resources of the tenant's directory; none if the service is older and has no directory. */
  async people(signal?: AbortSignal): Promise<readonly Person[]> {
    const all: Person[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '1000', ...(after && { after }) });
      try {
        const page: { items: readonly Person[]; next?: string } = await this.json(
          `${path('people')}?${query}`,
          signal && { signal },
        );
        // One by one: as arguments of one call, very many people would be too many.
        for (const person of page.items) all.push(person);
        after = page.next;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return [];
        throw error;
      }
    } while (after !== undefined);
    return all;
  }

  /** All events of a calendar that touch the window, with their occurrences in it. */
  async events(calendarId: string, window: Window, signal?: AbortSignal): Promise<CalendarEvent[]> {
    const all: CalendarEvent[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ from: window.from, to: window.to, limit: '500', ...(after && { after }) });
      const page: { items: readonly CalendarEvent[]; next?: string } = await this.json(
        `${path('calendars', calendarId, 'events')}?${query}`,
        { signal: within(pageWithin, signal) },
      );
      for (const event of page.items) all.push({ ...event, window: windowKey(window) });
      after = page.next;
    } while (after !== undefined);
    return all;
  }

  /** The events of several calendars; a calendar that was deleted meanwhile has none. */
  async eventsOf(calendarIds: readonly string[], window: Window, signal?: AbortSignal): Promise<CalendarEvent[]> {
    const { events, failed } = await this.eventsOfEach(calendarIds, window, signal);
    for (const error of failed.values()) throw error;
    return events;
  }

  /** The same, but a calendar whose events cannot be read does not hide those of the others. */
  async eventsOfEach(calendarIds: readonly string[], window: Window, signal?: AbortSignal): Promise<EventsOfEach> {
    const events: CalendarEvent[] = [];
    const complete: string[] = [];
    const failed = new Map<string, Error>();
    await eachOf(calendarIds, calendarsAtOnce, async (id) => {
      // The others would fail in the same way, and a service in trouble must not be asked for each of them.
      const [first] = failed.values();
      if (first !== undefined && complete.length === 0 && failed.size >= calendarsAtOnce && isOfService(first)) {
        failed.set(id, first);
        return;
      }
      try {
        // One by one: as arguments of one call, very many events would be too many.
        for (const event of await this.events(id, window, signal)) events.push(event);
        complete.push(id);
      } catch (error) {
        if (signal?.aborted === true) throw error;
        if (error instanceof ApiError && error.status === 404) complete.push(id);
        else failed.set(id, error instanceof Error ? error : new Error(String(error)));
      }
    });
    return { events, complete, failed };
  }

  async event(calendarId: string, id: string, window: Window, signal?: AbortSignal): Promise<CalendarEvent> {
    const query = new URLSearchParams({ from: window.from, to: window.to });
    const event = await this.json<CalendarEvent>(
      `${path('calendars', calendarId, 'events', id)}?${query}`,
      signal && { signal },
    );
    return { ...event, window: windowKey(window) };
  }

  /** The head; 'unchanged' (304) if it is still the head of the sync token `known`. */
  async head(known?: string, signal?: AbortSignal): Promise<Head | 'unchanged'> {
    const response = await this.send(path('changes', 'head'), {
      ...(signal && { signal }),
      ...(known !== undefined && { headers: { 'If-None-Match': `"${known}"` } }),
    });
    return response.status === 304 ? 'unchanged' : ((await response.json()) as Head);
  }

  async changes(since: string, signal?: AbortSignal): Promise<ChangesPage | 'expired'> {
    try {
      return await this.json(`${path('changes')}?${new URLSearchParams({ since })}`, signal && { signal });
    } catch (error) {
      if (error instanceof ApiError && (error.status === 410 || error.kind === 'invalid-sync-token')) return 'expired';
      throw error;
    }
  }

  putEvent(calendarId: string, id: string, content: EventContent, expected: Expected): Promise<Written<CalendarEvent>> {
    return this.put(path('calendars', calendarId, 'events', id), contentOf(content), expected);
  }

  /** Returns the position of the deletion, if the answer names it. */
  deleteEvent(calendarId: string, id: string, etag: string): Promise<Position | undefined> {
    return this.delete(path('calendars', calendarId, 'events', id), etag);
  }

  putCalendar(id: string, content: CalendarContent, expected: Expected): Promise<Written<Calendar>> {
    return this.put(path('calendars', id), content, expected);
  }

  deleteCalendar(id: string, etag: string): Promise<Position | undefined> {
    return this.delete(path('calendars', id), etag);
  }

  putPerson(id: string, content: PersonContent, expected: Expected): Promise<Written<Person>> {
    return this.put(path('people', id), content, expected);
  }

  deletePerson(id: string, etag: string): Promise<Position | undefined> {
    return this.delete(path('people', id), etag);
  }

  async import(calendarId: string, file: Blob): Promise<ImportReport> {
    const response = await this.send(path('calendars', calendarId, 'import'), {
      method: 'POST',
      headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
      body: file,
    });
    return (await response.json()) as ImportReport;
  }

  async export(calendarId: string): Promise<Blob> {
    const response = await this.send(path('calendars', calendarId, 'export.ics'));
    return response.blob();
  }

  /** Fills an empty tenant with sample data; false if the service does not support it (outside Development). */
  async addSampleData(): Promise<boolean> {
    try {
      await this.send(path('demo'), { method: 'POST' });
      return true;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 405)) return false;
      throw error;
    }
  }

  private async put<T>(url: string, content: object, expected: Expected): Promise<Written<T>> {
    const response = await this.write(url, {
      method: 'PUT',
      headers: {
        'Content-Type': 'application/json',
        ...(expected === 'nothing' ? { 'If-None-Match': '*' } : { 'If-Match': expected.etag }),
      },
      body: JSON.stringify(content),
    });
    return { item: (await response.json()) as T, position: positionOf(response) };
  }

  private async delete(url: string, etag: string): Promise<Position | undefined> {
    return positionOf(await this.write(url, { method: 'DELETE', headers: { 'If-Match': etag } }));
  }

  private async json<T>(url: string, init?: RequestInit): Promise<T> {
    const response = await this.send(url, init);
    return (await response.json()) as T;
  }

  /** The position is reported together with the written item, not before it: alone it would look like a missed change. */
  private async write(url: string, init: RequestInit): Promise<Response> {
    const response = await this.request(url, init);
    if (response.ok) return response;
    this.tellPosition(response);
    throw await this.refusal(response);
  }

  private async send(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.request(url, init);
    this.tellPosition(response);
    if (response.ok || response.status === 304) return response;
    throw await this.refusal(response);
  }

  private tellPosition(response: Response): void {
    const position = positionOf(response);
    if (position !== undefined) this.tell(() => this.options.onPosition?.(position));
  }

  private async refusal(response: Response): Promise<ApiError> {
    const error = await errorOf(response);
    if (error.status >= 500) this.tell(() => this.options.onFailure?.(error));
    return error;
  }

  /** An error of the front end's callback must not fail the request. */
  private tell(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.onError(error);
    }
  }

  private async request(url: string, init: RequestInit): Promise<Response> {
    const response = await this.attempt(url, init);
    return response.status === 401 && (await this.options.renew?.()) ? this.attempt(url, init) : response;
  }

  private async attempt(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${await this.options.accessToken()}`);
    try {
      return await fetch(`${this.options.url}/${url}`, { ...init, headers, cache: 'no-store' });
    } catch (error) {
      if (init.signal?.aborted !== true || isTimeout(init.signal.reason))
        this.tell(() => this.options.onFailure?.(error));
      throw error;
    }
  }
}

const positionOf = (response: Response): Position | undefined =>
  readPosition(response.headers.get('Calendar-Position'));
