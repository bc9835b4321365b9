import type { Calendar, CalendarEvent } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { colorOf, isColor, textOn } from '@/ui/color';
import { convertWall, isBefore, toWall } from '@/calendar/time';
import { mayEdit } from '@/calendar/roles';
import type { Zone } from '@/calendar/zone';
import { zoneOf } from '@/calendar/zone';

/** The row of a people view for events without an assignee. */
export const unassigned = '·unassigned';

/** One drawn element: an event, or one occurrence of a series. Times are wall times of the viewer's zone, or dates. */
export interface GridEvent {
  /** Unique on the screen: the event's key, and the occurrence's start for a series. */
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly location: string | undefined;
  readonly allDay: boolean;
  readonly start: string;
  readonly end: string;
  readonly color: string;
  readonly textColor: string;
  readonly people: readonly string[];
  readonly repeats: boolean;
  /** Whether this user may change it. */
  readonly editable: boolean;
  /** The occurrence's own start: an instant, or a date. Undefined for a single event. */
  readonly occurrence: string | undefined;
}

interface Drawing {
  readonly drawn: readonly GridEvent[];
  /** Events that cannot be drawn, or only in part, because the service did not compute all their dates or because their content is invalid. */
  readonly undrawn: readonly CalendarEvent[];
}

/** The drawn elements, as a pure function of the events and the viewer. One event that cannot be drawn does not hide the others. */
export function gridEvents(
  events: ReadonlyMap<string, CalendarEvent>,
  calendars: readonly Calendar[],
  hidden: ReadonlySet<string>,
  zone: string,
): Drawing {
  const visible = new Map(calendars.filter(({ id }) => !hidden.has(id)).map((calendar) => [calendar.id, calendar]));
  const drawn: GridEvent[] = [];
  const undrawn: CalendarEvent[] = [];
  for (const event of events.values()) {
    const calendar = visible.get(event.calendarId);
    if (calendar === undefined) continue;
    try {
      drawn.push(...elementsOf(event, calendar, zone));
      if (event.occurrencesTruncated === true) undrawn.push(event);
    } catch (error) {
      // A zone or a date that this browser does not know.
      if (!(error instanceof RangeError)) throw error;
      undrawn.push(event);
    }
  }
  return { drawn, undrawn };
}

function elementsOf(event: CalendarEvent, calendar: Calendar, zone: string): GridEvent[] {
  const color = isColor(event.color) ? event.color : isColor(calendar.color) ? calendar.color : colorOf(calendar.id);
  const key = eventKey(event);
  const base = {
    key,
    title: event.title,
    location: event.location,
    allDay: event.allDay,
    color,
    textColor: textOn(color),
    people: event.assignees.length === 0 ? [unassigned] : event.assignees,
    repeats: event.recurrence !== undefined,
    editable: mayEdit(calendar),
  };
  if (event.recurrence === undefined) {
    const times = event.allDay
      ? { start: event.start, end: event.end }
      : onWall(event.start, event.end, zoneOf(event) ?? zone, zone);
    return [{ ...base, ...times, id: key, occurrence: undefined }];
  }
  return (event.occurrences ?? []).map(({ start, end }) => {
    const times = event.allDay ? { start, end } : ordered(toWall(start, zone), toWall(end, zone));
    return { ...base, ...times, id: `${key}/${start}`, occurrence: start };
  });
}

const onWall = (start: string, end: string, from: Zone, to: Zone) =>
  ordered(convertWall(start, from, to), convertWall(end, from, to));

/** In the hour that a clock change repeats, an end can be earlier than its start; a drawn element must not end before it begins. */
const ordered = (start: string, end: string) => ({ start, end: isBefore(end, start) ? start : end });
