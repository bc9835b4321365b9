// @vitest-environment node
import { expect, test } from 'vitest';
import { retryAfterOf } from './source.ts';

test.each([
  [3_000, 3_000],
  [0, 0],
  // Of whatever a front end makes of the header, no more is honoured than of the header itself.
  [86_400_000, 600_000],
  [Infinity, 600_000],
  [-1, undefined],
  [NaN, undefined],
  ['7', undefined],
])('An error with retryAfter %s is left alone for %s ms', (retryAfter, milliseconds) => {
  expect(retryAfterOf(Object.assign(new Error('Not now.'), { retryAfter }))).toBe(milliseconds);
});
