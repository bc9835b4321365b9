import type { Calendar as EventCalendar } from '@event-calendar/core';
import { expect, test } from 'vitest';
import { eventContent, tooltip } from './eventContent';
import type { GridEvent } from './gridEvents';
import { sampleGridEvent } from '@/testing/sampleGridEvent';

const content = (event: GridEvent): HTMLElement => {
  const info = { event: { extendedProps: { event } }, timeText: '', view: { type: 'timeGridWeek' } };
  const { domNodes } = eventContent(info as unknown as EventCalendar.EventContentInfo) as { domNodes: Node[] };
  const box = document.createElement('div');
  box.append(...domNodes);
  return box;
};

test('A title and a location are isolated, and cannot change the direction of the text around them', () => {
  const box = content(sampleGridEvent('team/a', '\u202Eevil\u2069', '\u2067here'));
  expect([...box.querySelectorAll('bdi')].map((isolate) => isolate.textContent)).toEqual(['evil', 'here']);
  expect(tooltip(sampleGridEvent('team/a', '\u202Eevil', 'here\u2069'))).toBe('\u2068evil\u2069\n\u2068here\u2069');
});

test('A title without a visible character is replaced by words', () => {
  expect(content(sampleGridEvent('team/a', '\u200B\u3164')).textContent).toContain('(no title)');
});
