import { calendarKind } from './calendarKind.ts';
import type { EntityKind } from './entityKind.ts';
import type { CalendarEvent } from './wire.ts';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Events belong to a calendar. */
export const eventKind: EntityKind<CalendarEvent> = {
  name: 'event',
  plural: 'events',
  parent: calendarKind,
  isItem: ({ start, end, assignees }) => isText(start) && isText(end) && Array.isArray(assignees),
  // Equal versions have equal contents, except for the occurrences, which depend on the window: an answer without
  // occurrences never replaces one with them.
  replaces: (stored, event) => event.occurrences !== undefined && event !== stored,
};
