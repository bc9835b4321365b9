import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import { ApiError } from '@calendar-realtime/realtime';
import { occurrenceContent, withoutOccurrence } from '@/calendar/moves';
import { newId } from '@/calendar/newId';
import { toWall } from '@/calendar/time';
import type { Workspace } from '@/calendar/workspace';
import type { SaveFailure } from '@/features/editor/editing';

/** The service's refusal in the editor's words. A revision that is not the current one always leads to a choice. */
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
        ? 'The service cannot be reached. Nothing was saved; try again.'
        : error instanceof Error
          ? error.message
          : String(error),
  };
}

const isEvent = (value: unknown): value is CalendarEvent =>
  typeof value === 'object' && value !== null && 'etag' in value && 'start' in value;

/** The wall time (or date) by which a series names one of its occurrences. */
const occurrenceName = (event: EventContent, occurrence: string): string =>
  event.timeZone === undefined ? occurrence : toWall(occurrence, event.timeZone);

/** The occurrence that starts at `start`, as content of its own. */
export function contentOfOccurrence(event: CalendarEvent, start: string): EventContent | undefined {
  const occurrence = event.occurrences?.find((one) => one.start === start);
  return occurrence === undefined ? undefined : occurrenceContent(event, occurrence);
}

/**
 * Takes an occurrence out of its series. To leave one out is right whatever else was changed in the series meanwhile,
 * so a newer revision is no conflict: the exception is made to that one.
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
 * Makes one occurrence an event of its own with other content. The new event is written first: should the second write
 * fail, the occurrence shows twice for a moment and the first write is taken back, instead of being lost.
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

/** Puts an event into another calendar: written there first, then deleted here; taken back when it cannot be deleted. */
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
