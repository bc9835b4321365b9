import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import { ApiError } from '@calendar-realtime/realtime';
import { occurrenceContent, withoutOccurrence } from '@/calendar/moves';
import { newId } from '@/calendar/newId';
import { toWall } from '@/calendar/time';
import type { Workspace } from '@/calendar/workspace';
import { zoneOf } from '@/calendar/zone';
import type { SaveFailure } from '@/features/editor/editing';

/** Turns a refusal of the service into a failure of the editor. A stale revision always leads to a choice. */
export function failureOf(error: unknown): SaveFailure {
  if (error instanceof ApiError) {
    if (error.status === 412 && isEvent(error.problem.current))
      return { kind: 'conflict', theirs: error.problem.current };
    if (error.status === 404 || error.status === 412 || error.kind === 'id-was-deleted') return { kind: 'gone' };
    if (error.kind === 'invalid-content') return { kind: 'invalid', errors: error.errors, message: error.message };
    return { kind: 'failed', message: error.message };
  }
  return {
    kind: 'failed',
    message:
      error instanceof TypeError
        ? 'The service cannot be reached. Nothing was saved. Try again.'
        : error instanceof Error
          ? error.message
          : String(error),
  };
}

const isEvent = (value: unknown): value is CalendarEvent =>
  typeof value === 'object' && value !== null && 'etag' in value && 'start' in value;

/** The wall time (or date) that identifies an occurrence within its series. */
function occurrenceName(event: EventContent, occurrence: string): string {
  const zone = zoneOf(event);
  return zone === undefined ? occurrence : toWall(occurrence, zone);
}

/** The occurrence that starts at `start`, as content of a single event. */
export function contentOfOccurrence(event: CalendarEvent, start: string): EventContent | undefined {
  const occurrence = event.occurrences?.find((one) => one.start === start);
  return occurrence === undefined ? undefined : occurrenceContent(event, occurrence);
}

/**
 * Removes an occurrence from its series. This is right whatever else changed in the series, so a newer
 * revision is no conflict: the exception is added to that revision.
 */
export async function exceptOccurrence(
  workspace: Workspace,
  series: CalendarEvent,
  start: string,
): Promise<CalendarEvent> {
  for (let attempt = 1, current = series; ; attempt++) {
    const content = withoutOccurrence(current, occurrenceName(current, start));
    try {
      return await workspace.saveEvent(current.calendarId, current.id, content, { etag: current.etag });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'conflict' || attempt === 3) throw error;
      current = failure.theirs;
    }
  }
}

/**
 * Turns one occurrence into a single event with other content. The new event is written first: if the second write
 * fails, the occurrence shows twice for a moment and the first write is undone, instead of losing the occurrence.
 */
export async function detachOccurrence(
  workspace: Workspace,
  series: CalendarEvent,
  start: string,
  calendarId: string,
  content: EventContent,
): Promise<void> {
  const own = await workspace.saveEvent(calendarId, newId(), content, 'nothing');
  try {
    await exceptOccurrence(workspace, series, start);
  } catch (error) {
    await workspace.deleteEvent(own).catch(() => undefined);
    throw error;
  }
}

/** Moves an event to another calendar: creates it there, then deletes it here. The creation is undone if the deletion fails. */
export async function changeCalendar(
  workspace: Workspace,
  event: CalendarEvent,
  etag: string,
  calendarId: string,
  content: EventContent,
): Promise<void> {
  const there = await workspace.saveEvent(calendarId, newId(), content, 'nothing');
  try {
    await workspace.deleteEvent({ ...event, etag });
  } catch (error) {
    await workspace.deleteEvent(there).catch(() => undefined);
    throw error;
  }
}
