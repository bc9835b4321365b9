import type { Calendar as EventCalendar } from '@event-calendar/core';
import type { GridEvent } from './gridEvents';

/** Above this many differences the component is given the whole list: a new month has nothing in common with the last. */
const keyed = 200;

/** Pixels between events that are stacked. */
export const gap = 2;

type Input = EventCalendar.EventInput & { id: string };

const toInput = (event: GridEvent): Input => ({
  id: event.id,
  title: event.title,
  allDay: event.allDay,
  start: event.start,
  end: event.end,
  backgroundColor: event.color,
  textColor: event.textColor,
  resourceIds: [...event.people],
  extendedProps: { event },
});

/**
 * Brings the calendar component from one list of events to the next by key. The component makes a new element for every
 * event object it is handed, so what did not change is not handed over: it keeps its element, its focus and its place.
 * The event that is being dragged is left alone until it is dropped.
 */
export class GridSync {
  private readonly given = new Map<string, string>();
  private latest: readonly GridEvent[] = [];
  private held: string | undefined;
  private gap = gap;
  private readonly calendar: EventCalendar;

  constructor(calendar: EventCalendar) {
    this.calendar = calendar;
  }

  apply(events: readonly GridEvent[]): void {
    this.latest = events;
    const next = new Map<string, { event: GridEvent; signature: string }>();
    for (const event of events) next.set(event.id, { event, signature: JSON.stringify(event) });
    const isHeld = (key: string) => this.held !== undefined && key === this.held;

    const gone = [...this.given.keys()].filter((id) => !next.has(id) && !isHeld(keyOf(id, this.held)));
    const different = [...next].filter(
      ([id, { event, signature }]) => this.given.get(id) !== signature && !isHeld(event.key),
    );
    if (gone.length + different.length === 0) return;

    if (this.held === undefined && gone.length + different.length > keyed) {
      this.given.clear();
      for (const [id, { signature }] of next) this.given.set(id, signature);
      this.calendar.setOption('events', events.map(toInput));
      return;
    }
    for (const id of gone) {
      this.given.delete(id);
      this.calendar.removeEventById(id);
    }
    for (const [id, { event, signature }] of different) {
      const known = this.given.has(id);
      this.given.set(id, signature);
      if (known) this.calendar.updateEvent(toInput(event));
      else this.calendar.addEvent(toInput(event));
    }
    this.relayout();
  }

  /**
   * Has the component stack its events anew. It forgets the places of those that stay when others come, go or are
   * dragged; a change of the gap between events is what makes it look again, and a hundredth of a pixel cannot be seen.
   */
  relayout(): void {
    // After the component has taken in what it was given, which it does in a microtask; still before the next frame.
    queueMicrotask(() => {
      this.gap = this.gap === gap ? gap + 0.01 : gap;
      this.calendar.setOption('eventGap', this.gap);
    });
  }

  /** The event with this key is in the user's hand. */
  hold(key: string): void {
    this.held = key;
  }

  /** It was dropped. The component has moved it by itself, so what it was given no longer says how it looks. */
  release(id: string): void {
    this.held = undefined;
    if (this.given.has(id)) this.given.set(id, '');
  }

  /** Draws what is known now, also over what was dropped somewhere and not kept. */
  settle(): void {
    this.apply(this.latest);
  }
}

/** A drawn id is its event's key, or begins with it. */
const keyOf = (id: string, held: string | undefined): string =>
  held !== undefined && (id === held || id.startsWith(`${held}/`)) ? held : id;
