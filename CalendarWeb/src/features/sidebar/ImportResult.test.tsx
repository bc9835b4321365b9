import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ImportReport } from '@calendar-realtime/realtime';
import { ImportResult } from './ImportResult';

afterEach(cleanup);

const show = (report: Partial<ImportReport>) =>
  render(
    <ImportResult
      outcomes={[{ file: 'team.ics', report: { created: 1, updated: 0, unchanged: 0, skipped: [], ...report } }]}
      onClose={() => undefined}
    />,
  );
const text = (testId: string) => screen.getByTestId(testId).textContent;

test('The numbers count all entries, not only the listed ones', () => {
  show({
    skipped: [{ component: 'VTODO', reason: 'to-dos are not kept' }],
    skippedCount: 1_500,
    warnings: [{ line: 90, reason: 'The title was cut.' }],
    warningCount: 2_000,
  });
  expect(text('import-skipped')).toBe('1500');
  expect(text('import-warned')).toBe('2000');
  expect(text('import-report')).toContain('the first 1 of 1500');
  expect(text('import-report')).toContain('Event in line 90: The title was cut.');
});

test('Without these numbers the lists are complete', () => {
  show({ skipped: [{ component: 'VTODO', reason: 'to-dos are not kept' }] });
  expect(text('import-skipped')).toBe('1');
  expect(text('import-report')).not.toContain('the first');
  expect(screen.queryByTestId('import-warned')).toBeNull();
});
