import type { Source } from '../connection/source.ts';
import { eventKey } from '../engine/replica.ts';
import type { CalendarEvent, Changes } from '../engine/wire.ts';
import type { CalendarApi, Window } from './calendarApi.ts';
import { windowKey } from './calendarApi.ts';
import { eachOf } from './eachOf.ts';

/** How many changed series are requested at the same time. */
const seriesAtOnce = 6;

/**
 * A {@link Source} for a front end that shows one fixed window of events: everything that `startRealtime` needs of the API.
 * Changed series get their occurrences in the window. A series whose occurrences the API does not return has none.
 */
export const apiSource = (api: CalendarApi, window: Window): Source => ({
  head: (known, signal) => api.head(known, signal),
  changes: (since, signal) => api.changes(since, signal),
  async readAll(signal) {
    const calendars = await api.calendars(signal);
    const people = await api.people(signal);
    const ids = calendars.map(({ id }) => id);
    return { calendars, people, events: await api.eventsOf(ids, window, signal), window: windowKey(window) };
  },
  async prepare<T extends Changes>(changes: T, signal: AbortSignal): Promise<T> {
    const expanded = new Map<string, CalendarEvent>();
    // Series from another tab of this browser may have the occurrences of that tab's window.
    const series = changes.events.filter(isSeries).filter((event) => event.window !== windowKey(window));
    await eachOf(series, seriesAtOnce, async (event) => {
      const answer = await api.event(event.calendarId, event.id, window, signal).catch(() => event);
      expanded.set(eventKey(event), answer);
    });
    return { ...changes, events: changes.events.map((event) => expanded.get(eventKey(event)) ?? event) };
  },
});

const isSeries = (event: Changes['events'][number]): event is CalendarEvent =>
  !('deleted' in event) && event.recurrence !== undefined;
