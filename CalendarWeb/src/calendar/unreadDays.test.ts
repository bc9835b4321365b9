import { expect, test } from 'vitest';
import { touches } from './unreadDays';

const days = ['2026-11-24', '2026-11-25'];

test.each([
  ['2026-11-23T22:00:00', '2026-11-24T00:00:00', false],
  ['2026-11-23T22:00:00', '2026-11-24T00:30:00', true],
  ['2026-11-25T23:00:00', '2026-11-26T01:00:00', true],
  ['2026-11-26T00:00:00', '2026-11-26T01:00:00', false],
  ['2026-11-20T00:00:00', '2026-11-30T00:00:00', true],
  ['2026-11-24T00:00:00', '2026-11-24T00:00:00', true],
  ['2026-11-23', '2026-11-24', false],
  ['2026-11-23', '2026-11-25', true],
  ['2026-11-26', '2026-11-27', false],
])('The interval from %s to %s has a part in the unread days: %s', (start, end, expected) => {
  expect(touches(days, start, end)).toBe(expected);
});
