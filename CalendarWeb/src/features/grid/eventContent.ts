import type { Calendar as EventCalendar } from '@event-calendar/core';
import type { GridEvent } from './gridEvents';

/** What a drawn event stands for; undefined for what the component draws by itself (a selection). */
export const eventOf = (event: EventCalendar.Event): GridEvent | undefined =>
  event.extendedProps.event as GridEvent | undefined;

function element(name: string, className: string, text: string): HTMLElement {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

/** The inside of an event's box. */
export function eventContent(info: EventCalendar.EventContentInfo): EventCalendar.Content | undefined {
  const event = eventOf(info.event);
  if (event === undefined) return undefined;
  const nodes: Node[] = [];
  const title = element('span', 'event-title', event.title);
  if (event.repeats) {
    const mark = element('span', 'event-mark', '↻');
    mark.title = 'Repeats';
    title.prepend(mark);
  }
  nodes.push(title);
  // The month reads by time of day; where time is an axis, the title is what is looked for.
  const time = element('time', 'event-time', info.timeText);
  if (!event.allDay && info.view.type === 'dayGridMonth') nodes.unshift(time);
  else if (!event.allDay) nodes.push(time);
  if (event.location !== undefined) nodes.push(element('span', 'event-place', event.location));
  return { domNodes: nodes };
}

/** The same order in every window, whatever arrived first: by start, all-day and longer ones above, then by name. */
export function inOrder(a: EventCalendar.Event, b: EventCalendar.Event): number {
  const title = (event: EventCalendar.Event) => (typeof event.title === 'string' ? event.title : '');
  return (
    a.start.getTime() - b.start.getTime() ||
    Number(b.allDay) - Number(a.allDay) ||
    b.end.getTime() - a.end.getTime() ||
    title(a).localeCompare(title(b)) ||
    String(a.id).localeCompare(String(b.id))
  );
}
