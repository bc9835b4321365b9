import type { ConnectionState, Failure } from '@calendar-realtime/realtime';
import { needsSomeone } from '@calendar-realtime/realtime';
import { plain } from '@/ui/text';

/** What the badge shows: the connection, or that a part of the visible calendar is not known. */
export type Shown = ConnectionState | 'incomplete';

/** Nothing may look complete beside days or calendars that were not read. */
export const shownState = (connection: ConnectionState, isComplete: boolean): Shown =>
  connection === 'offline' || isComplete ? connection : 'incomplete';

/** Why something failed, and what helps. */
export function reasonOf(failure: Failure): string {
  if (needsSomeone(failure))
    return failure.status === 401
      ? 'Your sign-in is no longer accepted. Sign out, and sign in again.'
      : 'You have no access to these calendars. Ask your administrator for access.';
  return plain(failure.message);
}

/** `10:42`, with the date if it is not today's. */
export function timeOf(time: number, now: number = Date.now(), language: string = navigator.language): string {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, {
    timeStyle: 'short',
    ...(!sameDay && { dateStyle: 'medium' }),
  }).format(date);
}
