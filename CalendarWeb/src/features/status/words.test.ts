import { expect, test } from 'vitest';
import { reasonOf, shownState, timeOf } from './words';

test('The state is not live while days are unread, and offline comes before incomplete', () => {
  expect(shownState('live', true)).toBe('live');
  expect(shownState('live', false)).toBe('incomplete');
  expect(shownState('reconnecting', false)).toBe('incomplete');
  expect(shownState('offline', false)).toBe('offline');
});

test('The text for a refusal that a retry does not change says what helps', () => {
  expect(reasonOf({ status: 401, message: 'No.' })).toContain('sign in again');
  expect(reasonOf({ status: 403, message: 'No.' })).toContain('administrator');
  expect(reasonOf({ status: 503, message: 'The store is busy.' })).toBe('The store is busy.');
});

test('A time of today is shown without a date, an older time with its date', () => {
  const now = new Date(2026, 10, 28, 18, 4).getTime();
  expect(timeOf(new Date(2026, 10, 28, 10, 42).getTime(), now, 'en-GB')).toBe('10:42');
  expect(timeOf(new Date(2026, 10, 27, 10, 42).getTime(), now, 'en-GB')).toBe('27 Nov 2026, 10:42');
});
