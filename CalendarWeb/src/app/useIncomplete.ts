import type { CalendarEvent } from '@calendar-realtime/realtime';
import { eventKey, needsSomeone } from '@calendar-realtime/realtime';
import type { Workspace } from '@/calendar/workspace';

type State = ReturnType<Workspace['getState']>;

/** What is missing on the screen, and why. `undrawn` are the events that the grid cannot draw, or only in part. */
export function useIncomplete(
  workspace: Workspace,
  state: State,
  undrawn: readonly CalendarEvent[],
  hidden: ReadonlySet<string>,
) {
  const { calendars, events, connection, failure, unreadDays, unreadCalendars, windowFailure } = state;
  const unread = calendars.flatMap(({ id, name }) => {
    const reason = unreadCalendars.get(id);
    return reason === undefined ? [] : [{ id, name, failure: reason }];
  });
  const unshown = new Map(undrawn.map((event) => [eventKey(event), event]));
  for (const event of events.values())
    if (!hidden.has(event.calendarId) && workspace.isUnexpanded(event)) unshown.set(eventKey(event), event);

  const days = unreadDays.length === 0 ? undefined : (windowFailure ?? (connection === 'live' ? undefined : failure));
  // Only the badge shows a short interruption: a message that appears and disappears would move the calendar.
  const matters = connection === 'offline' || (failure !== undefined && needsSomeone(failure));
  return {
    isComplete: unreadDays.length === 0 && unread.length === 0,
    hasFailed: days !== undefined || unread.length > 0,
    failure: matters ? (failure ?? { message: 'There is no network connection.' }) : undefined,
    days,
    calendars: unread,
    unshown: [...unshown.values()].map((event) => ({
      event,
      isPart: event.occurrencesTruncated === true && (event.occurrences?.length ?? 0) > 0,
    })),
  };
}
