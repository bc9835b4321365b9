import type { EntityKind } from './entityKind.ts';
import type { Calendar } from './wire.ts';

/** Calendars have no parent. */
export const calendarKind: EntityKind<Calendar> = {
  name: 'calendar',
  plural: 'calendars',
  isItem: ({ name }) => typeof name === 'string' && name !== '',
};
