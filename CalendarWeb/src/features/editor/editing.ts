import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';

/** What the editor was opened for. */
export type Editing =
  | { readonly kind: 'new'; readonly calendarId: string; readonly content: EventContent }
  | {
      readonly kind: 'event';
      readonly event: CalendarEvent;
      /** The occurrence that was clicked, as content of its own; undefined for an event that does not repeat. */
      readonly occurrence?: { readonly start: string; readonly content: EventContent };
    };

/** What an edit is of: the event (all of a series), or one occurrence, which becomes an event of its own. */
export type Scope = 'all' | 'occurrence';

export interface SaveRequest {
  readonly calendarId: string;
  readonly content: EventContent;
  readonly scope: Scope;
  /** The revision the edit is based on; undefined for a new event. */
  readonly etag: string | undefined;
}

/** How a save ended, if not well. */
export type SaveFailure =
  | { readonly kind: 'conflict'; readonly theirs: CalendarEvent }
  | { readonly kind: 'gone' }
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, readonly string[]>>; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
