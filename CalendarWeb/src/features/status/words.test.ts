import { expect, test } from 'vitest';
import { reasonOf, shownState, timeOf } from './words';

test('Nothing is called live beside days that were not read; offline says more than that', () => {
  expect(shownState('live', true)).toBe('live');
  expect(shownState('live', false)).toBe('incomplete');
  expect(shownState('reconnecting', false)).toBe('incomplete');
  expect(shownState('offline', false)).toBe('offline');
});

test('A refusal that a retry does not change says what helps', () => {
  expect(reasonOf({ status: 401, message: 'No.' })).toContain('sign in again');
  expect(reasonOf({ status: 403, message: 'No.' })).toContain('administrator');
  expect(reasonOf({ status: 503, message: 'The store is busy.' })).toBe('The store is busy.');
});

test('An age of today is a time, an older one has its date', () => {
  const now = new Date(2026, 10, 28, 18, 4).getTime();
  expect(timeOf(new Date(2026, 10, 28, 10, 42).getTime(), now, 'en-GB')).toBe('10:42');
  expect(timeOf(new Date(2026, 10, 27, 10, 42).getTime(), now, 'en-GB')).toBe('27 Nov 2026, 10:42');
});
