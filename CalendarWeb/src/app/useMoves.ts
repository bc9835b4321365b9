import { useRef, useState } from 'react';
import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import type { Target } from '@/calendar/moves';
import { moved, movedSeries } from '@/calendar/moves';
import { touches } from '@/calendar/unreadDays';
import type { Workspace } from '@/calendar/workspace';
import type { GridEvent } from '@/features/grid/gridEvents';
import { unassigned } from '@/features/grid/gridEvents';
import type { Toasts } from '@/features/toasts/toasts';
import { contentOfOccurrence, detachOccurrence, failureOf } from './eventActions';

/** A drag that needs an answer before it is saved. */
export type Question =
  | {
      readonly kind: 'scope';
      readonly series: EventContent | undefined;
      readonly answer: (scope?: 'all' | 'one') => void;
    }
  | {
      readonly kind: 'conflict';
      readonly base: EventContent;
      readonly mine: EventContent;
      readonly theirs: CalendarEvent;
      readonly answer: (content?: EventContent) => void;
    };

/** Moving and resizing on the grid: shown at once, then saved with the revision that was on the screen. Asks the user when a choice is needed. */
export function useMoves(workspace: Workspace, toasts: Toasts, zone: string) {
  const [question, setQuestion] = useState<Question>();
  const grabbed = useRef<CalendarEvent>(undefined);

  const ask = <T>(pose: (answer: (value: T | undefined) => void) => Question) =>
    new Promise<T | undefined>((resolve) => {
      setQuestion(
        pose((value) => {
          setQuestion(undefined);
          resolve(value);
        }),
      );
    });

  /** Saves. If somebody else changed the event first, asks the user, until it is saved or the user cancels. */
  const save = async (event: CalendarEvent, wish: EventContent) => {
    let content = wish;
    let etag = event.etag;
    for (let first = true; ; first = false) {
      try {
        await workspace.saveEvent(event.calendarId, event.id, content, { etag }, { optimistic: first });
        return;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'conflict') {
          toasts.problem(failure.kind === 'gone' ? 'Somebody has deleted this event.' : failure.message);
          return;
        }
        const { theirs } = failure;
        const mine = content;
        const chosen = await ask<EventContent>((answer) => ({ kind: 'conflict', base: event, mine, theirs, answer }));
        if (chosen === undefined) return;
        content = chosen;
        etag = theirs.etag;
      }
    }
  };

  const grab = (drawn: GridEvent) => {
    grabbed.current = workspace.getState().events.get(drawn.key);
  };

  const move = async (drawn: GridEvent, target: Target): Promise<void> => {
    // The revision on the screen when the drag began: later changes by others must not be overwritten unseen.
    const event = grabbed.current;
    if (event === undefined || eventKey(event) !== drawn.key) return;
    if (touches(workspace.getState().unreadDays, target.start, target.end)) {
      toasts.problem('This day has not been read yet, so the event was not moved there.');
      return;
    }
    if (drawn.occurrence === undefined) return save(event, moved(event, target, zone, unassigned));

    const start = drawn.occurrence;
    const one = contentOfOccurrence(event, start);
    if (one === undefined) return;
    const series = movedSeries(event, one, target, zone, unassigned);
    const scope = await ask<'all' | 'one'>((answer) => ({ kind: 'scope', series, answer }));
    if (scope === 'all' && series !== undefined) return save(event, series);
    if (scope !== 'one') return;
    try {
      await detachOccurrence(workspace, event, start, event.calendarId, moved(one, target, zone, unassigned));
    } catch (error) {
      const failure = failureOf(error);
      toasts.problem('message' in failure ? failure.message : 'Somebody changed or deleted the series. Try again.');
    }
  };

  return { question, grab, move };
}
