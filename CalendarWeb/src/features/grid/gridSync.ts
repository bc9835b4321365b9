import type { Calendar as EventCalendar } from '@event-calendar/core';
import type { GridEvent } from './gridEvents';

/** If there are more differences than this, the component gets the whole list: a new month has nothing in common with the last. */
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
  // Where it may be changed, the grid's own setting decides.
  ...(!event.editable && { editable: false }),
  extendedProps: { event },
});

/**
 * Updates the calendar component from one list of events to the next, by key. The component makes a new element for every
 * event object that it gets, so unchanged events are not passed again: they keep their element, their focus and their position.
 * The event that is being dragged is not touched until it is dropped.
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
   * Makes the component stack its events again. It forgets the positions of unchanged events when others come, go or are
   * dragged. Only a change of the gap between events makes it compute them again, and a hundredth of a pixel is invisible.
   */
  relayout(): void {
    // After the component has processed its input, which it does in a microtask, and before the next frame.
    queueMicrotask(() => {
      this.gap = this.gap === gap ? gap + 0.01 : gap;
      this.calendar.setOption('eventGap', this.gap);
    });
  }

  /** The user drags the event with this key. */
  hold(key: string): void {
    this.held = key;
  }

  /** The event was dropped. The component has moved it by itself, so its position differs from the last input. */
  release(id: string): void {
    this.held = undefined;
    if (this.given.has(id)) this.given.set(id, '');
  }

  /** Draws the known state, also over an event that was dropped but not saved. */
  settle(): void {
    this.apply(this.latest);
  }
}

/** A drawn id is its event's key, or begins with it. */
const keyOf = (id: string, held: string | undefined): string =>
  held !== undefined && (id === held || id.startsWith(`${held}/`)) ? held : id;
