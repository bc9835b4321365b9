// @vitest-environment node
import { expect, test } from 'vitest';
import { retryAfterOf } from './source.ts';

test.each([
  [3_000, 3_000],
  [0, 0],
  // The limit of the header also holds for a number that a front end computes.
  [86_400_000, 600_000],
  [Infinity, 600_000],
  [-1, undefined],
  [NaN, undefined],
  ['7', undefined],
])('After an error with retryAfter %s the client waits %s ms', (retryAfter, milliseconds) => {
  expect(retryAfterOf(Object.assign(new Error('Not now.'), { retryAfter }))).toBe(milliseconds);
});
