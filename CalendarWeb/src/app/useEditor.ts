import { useState } from 'react';
import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import { newId } from '@/calendar/newId';
import { mayEdit } from '@/calendar/roles';
import { addSeconds, dateOf, nextHour, today } from '@/calendar/time';
import type { Workspace } from '@/calendar/workspace';
import type { Editing, SaveFailure, SaveRequest, Scope } from '@/features/editor/editing';
import type { PickedRange } from '@/features/grid/CalendarGrid';
import type { GridEvent } from '@/features/grid/gridEvents';
import type { Toasts } from '@/features/toasts/toasts';
import { isolated, shownTitle } from '@/ui/text';
import { changeCalendar, contentOfOccurrence, detachOccurrence, exceptOccurrence, failureOf } from './eventActions';

/** What the editor was opened for, and the actions of its buttons. */
export function useEditor(workspace: Workspace, toasts: Toasts, zone: string, hidden: ReadonlySet<string>) {
  const [editing, setEditing] = useState<Editing>();
  const close = () => setEditing(undefined);

  const create = (range?: PickedRange, date?: string) => {
    const calendars = workspace.getState().calendars.filter(mayEdit);
    const calendar = calendars.find(({ id }) => !hidden.has(id)) ?? calendars[0];
    if (calendar === undefined) {
      toasts.show('There is no calendar that you may change. Create one: use the + in the list of calendars.');
      return;
    }
    const soon = nextHour(zone);
    const elsewhere = date !== undefined && date !== dateOf(soon) && date !== today(zone);
    const start = range?.start ?? (elsewhere ? `${date}T09:00:00` : soon);
    const allDay = range?.allDay === true;
    const content: EventContent = {
      title: '',
      allDay,
      start,
      end: range?.end ?? addSeconds(start, zone, 3600),
      ...(!allDay && { timeZone: zone }),
      assignees: range?.person === undefined ? [] : [range.person],
    };
    setEditing({ kind: 'new', calendarId: calendar.id, content });
  };

  const open = (drawn: GridEvent) => {
    const event = workspace.getState().events.get(drawn.key);
    if (event === undefined) return;
    const content = drawn.occurrence === undefined ? undefined : contentOfOccurrence(event, drawn.occurrence);
    setEditing({
      kind: 'event',
      event,
      ...(drawn.occurrence !== undefined && content && { occurrence: { start: drawn.occurrence, content } }),
    });
  };

  const attempt = async (action: () => Promise<unknown>): Promise<SaveFailure | undefined> => {
    try {
      await action();
    } catch (error) {
      return failureOf(error);
    }
    close();
    return undefined;
  };

  const save = ({ calendarId, content, scope, etag }: SaveRequest) =>
    attempt(() => {
      const event = editing?.kind === 'event' ? editing.event : undefined;
      const occurrence = editing?.kind === 'event' ? editing.occurrence : undefined;
      if (event === undefined || etag === undefined)
        return workspace.saveEvent(calendarId, newId(), content, 'nothing');
      if (scope === 'occurrence' && occurrence !== undefined)
        return detachOccurrence(workspace, event, occurrence.start, calendarId, content);
      if (calendarId !== event.calendarId) return changeCalendar(workspace, event, etag, calendarId, content);
      return workspace.saveEvent(calendarId, event.id, content, { etag });
    });

  const restore = (event: CalendarEvent) => {
    workspace.saveEvent(event.calendarId, newId(), event, 'nothing').catch((error: unknown) => {
      const failure = failureOf(error);
      toasts.problem('message' in failure ? failure.message : 'The event could not be restored.');
    });
  };

  const deleteWithUndo = async (event: CalendarEvent) => {
    await workspace.deleteEvent(event);
    toasts.show(`${isolated(shownTitle(event.title))} was deleted.`, {
      action: { label: 'Undo', run: () => restore(event) },
    });
  };

  /** Deletes an event outside the editor. */
  const discard = async (event: CalendarEvent) => {
    try {
      await deleteWithUndo(event);
    } catch (error) {
      const failure = failureOf(error);
      toasts.problem('message' in failure ? failure.message : 'Somebody has changed or deleted this event. Try again.');
    }
  };

  const remove = async (event: CalendarEvent, scope: Scope) => {
    const occurrence = editing?.kind === 'event' ? editing.occurrence : undefined;
    if (scope === 'occurrence' && occurrence !== undefined)
      return attempt(() => exceptOccurrence(workspace, event, occurrence.start));
    return attempt(() => deleteWithUndo(event));
  };

  const addPerson = async (name: string): Promise<string | undefined> => {
    try {
      return (await workspace.addContact(name)).id;
    } catch (error) {
      const failure = failureOf(error);
      toasts.problem('message' in failure ? failure.message : 'This person could not be added.');
      return undefined;
    }
  };

  return { editing, create, open, save, remove, discard, addPerson, close };
}
