import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from './backoff';

test('Waits double up to the most, and each lies between half and all of it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 40 }), (draws) => {
      const left = [...draws];
      const backoff = new Backoff(100, 5_000, () => left.shift() ?? 0);
      draws.forEach((_, failures) => {
        const whole = Math.min(5_000, 100 * 2 ** failures);
        const wait = backoff.next();
        expect(wait).toBeGreaterThanOrEqual(whole / 2);
        expect(wait).toBeLessThanOrEqual(whole);
      });
    }),
  );
});

test('After a success the first wait is short again', () => {
  const backoff = new Backoff(100, 5_000, () => 1);
  for (let i = 0; i < 10; i++) backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(100);
});
