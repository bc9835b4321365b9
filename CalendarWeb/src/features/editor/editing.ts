import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';

/** What the editor was opened for. */
export type Editing =
  | { readonly kind: 'new'; readonly calendarId: string; readonly content: EventContent }
  | {
      readonly kind: 'event';
      readonly event: CalendarEvent;
      /** The clicked occurrence, as content of a single event; undefined for a single event. */
      readonly occurrence?: { readonly start: string; readonly content: EventContent };
    };

/** What an edit applies to: the event (all of a series), or one occurrence, which becomes a single event. */
export type Scope = 'all' | 'occurrence';

export interface SaveRequest {
  readonly calendarId: string;
  readonly content: EventContent;
  readonly scope: Scope;
  /** The revision the edit is based on; undefined for a new event. */
  readonly etag: string | undefined;
}

/** Why a save failed. */
export type SaveFailure =
  | { readonly kind: 'conflict'; readonly theirs: CalendarEvent }
  | { readonly kind: 'gone' }
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, readonly string[]>>; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
