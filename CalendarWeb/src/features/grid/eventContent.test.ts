import type { Calendar as EventCalendar } from '@event-calendar/core';
import { expect, test } from 'vitest';
import { eventContent, tooltip } from './eventContent';
import type { GridEvent } from './gridEvents';

const drawn: GridEvent = {
  id: 'team/a',
  key: 'team/a',
  title: 'Plan',
  location: 'Room 4',
  allDay: true,
  start: '2026-11-23',
  end: '2026-11-24',
  color: '#000000',
  textColor: '#ffffff',
  people: [],
  repeats: false,
  occurrence: undefined,
};
const content = (event: GridEvent): HTMLElement => {
  const info = { event: { extendedProps: { event } }, timeText: '', view: { type: 'timeGridWeek' } };
  const { domNodes } = eventContent(info as unknown as EventCalendar.EventContentInfo) as { domNodes: Node[] };
  const box = document.createElement('div');
  box.append(...domNodes);
  return box;
};

test('A title and a place are isolated from the text around them, and cannot turn it', () => {
  const box = content({ ...drawn, title: '\u202Eevil\u2069', location: '\u2067here' });
  expect([...box.querySelectorAll('bdi')].map((isolate) => isolate.textContent)).toEqual(['evil', 'here']);
  expect(tooltip({ ...drawn, title: '\u202Eevil', location: 'here\u2069' })).toBe('\u2068evil\u2069\n\u2068here\u2069');
});

test('A title without a visible character has words in its place', () => {
  expect(content({ ...drawn, title: '\u200B\u3164' }).textContent).toContain('(no title)');
});
