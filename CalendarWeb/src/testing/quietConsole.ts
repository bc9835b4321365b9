import { afterEach, beforeEach, expect, vi } from 'vitest';

// Console output that a test run would hide is visible to users in their browser: any output fails the test that caused it.
let written: unknown[][];

beforeEach(() => {
  written = [];
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...line: unknown[]) => void written.push([level, ...line]));
});

afterEach(() => expect(written).toEqual([]));
