import type { Calendar as EventCalendar } from '@event-calendar/core';
import { isolated, plain, shownTitle } from '@/ui/text';
import type { GridEvent } from './gridEvents';

/** The event that a drawn element stands for; undefined for elements of the component itself (a selection). */
export const eventOf = (event: EventCalendar.Event): GridEvent | undefined =>
  event.extendedProps.event as GridEvent | undefined;

/** An element with a text that a user wrote. It has a direction of its own, which does not change the text around it. */
function userText(className: string, text: string): HTMLElement {
  const node = document.createElement('span');
  node.className = className;
  const isolate = document.createElement('bdi');
  isolate.textContent = plain(text);
  node.append(isolate);
  return node;
}

/** The text of an event's tooltip. */
export const tooltip = ({ title, location }: GridEvent): string =>
  [isolated(shownTitle(title)), ...(location === undefined ? [] : [isolated(location)])].join('\n');

function element(name: string, className: string, text: string): HTMLElement {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

/** The content of an event's box. */
export function eventContent(info: EventCalendar.EventContentInfo): EventCalendar.Content | undefined {
  const event = eventOf(info.event);
  if (event === undefined) return undefined;
  const nodes: Node[] = [];
  const title = userText('event-title', shownTitle(event.title));
  if (event.repeats) {
    const mark = element('span', 'event-mark', '↻');
    mark.title = 'Repeats';
    title.prepend(mark);
  }
  nodes.push(title);
  // In the month view the time comes first; in views with a time axis the title does.
  const time = element('time', 'event-time', info.timeText);
  if (!event.allDay && info.view.type === 'dayGridMonth') nodes.unshift(time);
  else if (!event.allDay) nodes.push(time);
  if (event.location !== undefined) nodes.push(userText('event-place', event.location));
  return { domNodes: nodes };
}

/** A fixed order in every window, independent of arrival: by start, then all-day and longer events first, then by name. */
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
