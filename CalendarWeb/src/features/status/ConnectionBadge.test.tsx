import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ConnectionBadge } from './ConnectionBadge';
import type { Shown } from './words';

afterEach(cleanup);

const asOf = new Date(2020, 0, 2, 10, 42).getTime();
const show = (state: Shown, loading = false) => {
  render(
    <ConnectionBadge
      state={state}
      failure={{ message: 'The store is busy.' }}
      asOf={asOf}
      loading={loading}
      onRetry={() => undefined}
    />,
  );
  return screen.getByTestId('connection');
};

test.each(['offline', 'reconnecting'] as const)(
  'In the state %s the badge says as of when the calendar is shown, and why',
  (state) => {
    const badge = show(state);
    expect(badge.textContent).toContain('10:42');
    expect(badge.title).toContain('The store is busy.');
  },
);

test('In the state live the badge says neither', () => {
  const badge = show('live');
  expect(badge.textContent).toBe('Live');
  expect(badge.title).not.toContain('busy');
});

test('The badge says “loading” during a first read, and “incomplete” after a failure', () => {
  expect(show('incomplete', true).textContent).toBe('Loading');
  cleanup();
  expect(show('incomplete').textContent).toBe('Incomplete');
});
