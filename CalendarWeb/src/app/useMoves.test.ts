import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { CalendarEvent } from '@calendar-realtime/realtime';
import type { Workspace } from '@/calendar/workspace';
import { sampleGridEvent } from '@/testing/sampleGridEvent';
import { Toasts } from '@/features/toasts/toasts';
import { useMoves } from './useMoves';

const event: CalendarEvent = {
  id: 'review',
  calendarId: 'team',
  title: 'Review',
  allDay: true,
  start: '2026-11-23',
  end: '2026-11-24',
  assignees: [],
  etag: '"1"',
  version: 1,
  updatedAt: '',
  updatedBy: '',
};

async function move(start: string, end: string) {
  const saveEvent = vi.fn(() => Promise.resolve(event));
  const state = { events: new Map([['team/review', event]]), unreadDays: ['2026-11-25'] };
  const workspace = { getState: () => state, saveEvent } as unknown as Workspace;
  const toasts = new Toasts();
  const problem = vi.spyOn(toasts, 'problem').mockReturnValue(undefined);
  const { result } = renderHook(() => useMoves(workspace, toasts, 'Europe/Berlin'));
  const drawn = sampleGridEvent('team/review', 'Review');
  await act(async () => {
    result.current.grab(drawn);
    await result.current.move(drawn, { allDay: true, start, end, resized: false });
  });
  return { saveEvent, problem };
}

test('An event is not moved to a day that has not been read, and the user is told why', async () => {
  const { saveEvent, problem } = await move('2026-11-25', '2026-11-26');
  expect(saveEvent).not.toHaveBeenCalled();
  expect(problem).toHaveBeenCalledWith(expect.stringContaining('has not been read'));
});

test('An event is moved to a day that has been read', async () => {
  const { saveEvent, problem } = await move('2026-11-24', '2026-11-25');
  expect(saveEvent).toHaveBeenCalledOnce();
  expect(problem).not.toHaveBeenCalled();
});
