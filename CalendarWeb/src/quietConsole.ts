import { afterEach, beforeEach, expect, vi } from 'vitest';

// What a test run does not see in passing, people see in their browser: whatever is written to the console fails the test that caused it.
let written: unknown[][];

beforeEach(() => {
  written = [];
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...line: unknown[]) => void written.push([level, ...line]));
});

afterEach(() => expect(written).toEqual([]));
