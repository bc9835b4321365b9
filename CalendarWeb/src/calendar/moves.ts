import type { EventContent } from '@calendar-realtime/realtime';
import { rebase, shiftRule } from './recurrence';
import type { Zone } from './zone';
import { zoneOf } from './zone';
import { addDays, addSeconds, convertWall, daysBetween, secondsBetween, shiftWall, toWall } from './time';

/** Where something was dropped, as wall times of the viewer (dates if `allDay`); `from` and `to` are people's rows. */
export interface Target {
  readonly allDay: boolean;
  readonly start: string;
  readonly end: string;
  readonly resized: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** One occurrence of a series as content of a single event: the same text, its own time, no recurrence. */
export function occurrenceContent(
  event: EventContent,
  occurrence: { readonly start: string; readonly end: string },
): EventContent {
  const { recurrence, uid, recurrenceId, ...rest } = event;
  const zone = zoneOf(event);
  return zone === undefined
    ? { ...rest, start: occurrence.start, end: occurrence.end }
    : { ...rest, start: toWall(occurrence.start, zone), end: toWall(occurrence.end, zone) };
}

/** The series without the occurrence that starts at `start` (a wall time in its zone, or a date). */
export function withoutOccurrence(series: EventContent, start: string): EventContent {
  const { recurrence } = series;
  if (recurrence === undefined) return series;
  const exceptionDates = [...new Set([...recurrence.exceptionDates, start])].sort();
  return { ...series, recurrence: { ...recurrence, exceptionDates } };
}

/** A single event after it was dropped elsewhere or resized. */
export function moved(content: EventContent, target: Target, viewerZone: string, unassigned: string): EventContent {
  const { timeZone, timeZoneRules, ...rest } = content;
  return {
    ...rest,
    ...(!target.allDay && { timeZone: timeZone ?? viewerZone }),
    ...(!target.allDay && timeZoneRules !== undefined && { timeZoneRules }),
    ...times(content, target, viewerZone),
    assignees: people(content.assignees, target, unassigned),
  };
}

/**
 * The whole series after one of its occurrences (`occurrence`, as content of a single event) was dropped elsewhere or resized.
 * Undefined if its recurrence rule names days in a way that cannot be shifted, or if it has overrides.
 */
export function movedSeries(
  series: EventContent,
  occurrence: EventContent,
  target: Target,
  viewerZone: string,
  unassigned: string,
): EventContent | undefined {
  const one = moved(occurrence, target, viewerZone, unassigned);
  const { recurrence } = series;
  if (recurrence === undefined || one.allDay !== series.allDay) return undefined;
  const days = daysBetween(occurrence.start, one.start);
  const start = series.allDay ? addDays(series.start, days) : shiftWall(series.start, occurrence.start, one.start);
  const still = one.start === occurrence.start;
  if (!still && recurrence.overriddenDates.length > 0) return undefined;
  const zone = series.allDay ? undefined : (zoneOf(series) ?? viewerZone);
  const rules = recurrence.rules.map((rule) => shiftRule(rule, series.start, start, zone));
  if (rules.some((rule) => rule === undefined)) return undefined;
  const end = series.allDay
    ? addDays(start, daysBetween(one.start, one.end))
    : addSeconds(start, zoneOf(one) ?? viewerZone, seconds(one, viewerZone));
  return {
    ...series,
    start,
    end,
    assignees: one.assignees,
    recurrence: { ...(still ? recurrence : rebase(recurrence, series.start, start)), rules: rules as string[] },
  };
}

const seconds = (content: EventContent, viewerZone: string) =>
  secondsBetween(content.start, content.end, zoneOf(content) ?? viewerZone);

type Times = Pick<EventContent, 'allDay' | 'start' | 'end'>;

function times(content: EventContent, target: Target, viewerZone: string): Times {
  const { allDay, start, end } = target;
  if (allDay) return { allDay, start, end: end > start ? end : addDays(start, 1) };
  if (content.allDay) return { allDay, start, end };

  const zone: Zone = zoneOf(content) ?? viewerZone;
  const here = { start: convertWall(content.start, zone, viewerZone), end: convertWall(content.end, zone, viewerZone) };
  // Unchanged times stay as they were written: converting them back and forth could change them at a clock change.
  if (target.resized)
    return {
      allDay,
      start: start === here.start ? content.start : convertWall(start, viewerZone, zone),
      end: end === here.end ? content.end : convertWall(end, viewerZone, zone),
    };
  if (start === here.start) return { allDay, start: content.start, end: content.end };
  const to = convertWall(start, viewerZone, zone);
  return { allDay, start: to, end: addSeconds(to, zone, secondsBetween(content.start, content.end, zone)) };
}

function people(assignees: readonly string[], { from, to }: Target, unassigned: string): readonly string[] {
  if (from === undefined || to === undefined) return assignees;
  const rest = assignees.filter((name) => name !== from);
  return to === unassigned || rest.includes(to) ? rest : [...rest, to];
}
