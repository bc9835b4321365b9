// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { realClock } from './clock.ts';

afterEach(() => void vi.useRealTimers());

test.each([2 ** 31, 40 * 86_400_000, Infinity])(
  'A wait of %d ms, which is too long for a timer, does not end at once',
  (wait) => {
    vi.useFakeTimers();
    const action = vi.fn();
    realClock.after(wait, action);
    vi.advanceTimersByTime(20 * 86_400_000);
    expect(action).not.toHaveBeenCalled();
  },
);
