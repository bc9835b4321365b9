import { readRetryAfter } from '../connection/negotiation.ts';
import type { Calendar, CalendarContent, CalendarEvent, ChangesPage, EventContent } from '../engine/wire.ts';
import type { Head, ImportReport, Position, Recurrence } from '../engine/wire.ts';
import { readPosition } from '../engine/wire.ts';
import { eachOf } from './eachOf.ts';

/** A problem (RFC 9457) of the API; `/problems` lists the values of `type`. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly current?: unknown;
  /** Where and why a file could not be read. */
  readonly line?: number;
  readonly reason?: string;
}

function textOf(status: number, { title, detail, line, reason }: Problem): string {
  if (reason !== undefined) return line === undefined ? reason : `Line ${line}: ${reason}`;
  return detail ?? title ?? `The service answered ${status}.`;
}

/** An error response of the API. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** The Retry-After in milliseconds, as far as it is obeyed. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(textOf(status, problem));
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The name in the problem's type: `/problems/not-found` is `not-found`. */
  get kind(): string {
    return this.problem.type?.split('/').pop() ?? '';
  }

  get errors(): Readonly<Record<string, readonly string[]>> {
    return this.problem.errors ?? {};
  }

  /** Whether a retry would get the same answer. That is not so after a 429, a 5xx or a 401. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 429].includes(this.status);
  }
}

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
}

/** How many calendars are read at the same time. */
const calendarsAtOnce = 4;

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

  constructor(options: CalendarApiOptions) {
    this.options = options;
  }

  async calendars(signal?: AbortSignal): Promise<readonly Calendar[]> {
    const { items } = await this.json<{ items: readonly Calendar[] }>(path('calendars'), signal && { signal });
    return items;
  }

  /** All events of a calendar that touch the window, with their occurrences in it. */
  async events(calendarId: string, window: Window, signal?: AbortSignal): Promise<CalendarEvent[]> {
    const all: CalendarEvent[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ from: window.from, to: window.to, limit: '500', ...(after && { after }) });
      const page: { items: readonly CalendarEvent[]; next?: string } = await this.json(
        `${path('calendars', calendarId, 'events')}?${query}`,
        signal && { signal },
      );
      for (const event of page.items) all.push({ ...event, window: windowKey(window) });
      after = page.next;
    } while (after !== undefined);
    return all;
  }

  /** The events of several calendars; a calendar that was deleted meanwhile has none. */
  async eventsOf(calendarIds: readonly string[], window: Window, signal?: AbortSignal): Promise<CalendarEvent[]> {
    const all: CalendarEvent[] = [];
    await eachOf(calendarIds, calendarsAtOnce, async (id) => {
      try {
        all.push(...(await this.events(id, window, signal)));
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    });
    return all;
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
    throw await refusal(response);
  }

  private async send(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.request(url, init);
    this.tellPosition(response);
    if (response.ok || response.status === 304) return response;
    throw await refusal(response);
  }

  private tellPosition(response: Response): void {
    const position = positionOf(response);
    if (position !== undefined) this.options.onPosition?.(position);
  }

  private async request(url: string, init: RequestInit): Promise<Response> {
    const response = await this.attempt(url, init);
    return response.status === 401 && (await this.options.renew?.()) ? this.attempt(url, init) : response;
  }

  private async attempt(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${await this.options.accessToken()}`);
    return fetch(`${this.options.url}/${url}`, { ...init, headers, cache: 'no-store' });
  }
}

const positionOf = (response: Response): Position | undefined =>
  readPosition(response.headers.get('Calendar-Position'));

async function refusal(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? ((await response.json()) as Problem) : {};
  return new ApiError(response.status, problem, readRetryAfter(response.headers.get('Retry-After')));
}
