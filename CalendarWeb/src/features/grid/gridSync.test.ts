import type { Calendar as EventCalendar } from '@event-calendar/core';
import { describe, expect, test } from 'vitest';
import { GridSync } from './gridSync';
import { sampleGridEvent as event } from '@/testing/sampleGridEvent';

const titleOf = ({ title }: EventCalendar.EventInput) => (typeof title === 'string' ? title : '');

/** Records the calls to the component, and has what it then shows. */
function component() {
  const told: string[] = [];
  const shown = new Map<string, string>();
  const calendar = {
    addEvent: (event: EventCalendar.EventInput) => {
      told.push(`add ${event.id}`);
      shown.set(String(event.id), titleOf(event));
    },
    updateEvent: (event: EventCalendar.EventInput) => {
      told.push(`update ${event.id}`);
      shown.set(String(event.id), titleOf(event));
    },
    removeEventById: (id: string) => {
      told.push(`remove ${id}`);
      shown.delete(id);
    },
    setOption: (name: string, value: unknown) => {
      if (name !== 'events') return;
      told.push('all');
      shown.clear();
      for (const event of value as EventCalendar.EventInput[]) shown.set(String(event.id), titleOf(event));
    },
  };
  const sync = new GridSync(calendar as unknown as EventCalendar);
  return { sync, shown, take: () => told.splice(0) };
}

describe('The grid', () => {
  test('gets only the changed events, so that the others keep their position', () => {
    const { sync, take, shown } = component();
    sync.apply([event('c/a', 'A'), event('c/b', 'B'), event('c/d', 'D')]);
    take();
    sync.apply([event('c/a', 'A'), event('c/b', 'B2'), event('c/n', 'N')]);
    expect(take()).toEqual(['remove c/d', 'update c/b', 'add c/n']);
    expect(Object.fromEntries(shown)).toEqual({ 'c/a': 'A', 'c/b': 'B2', 'c/n': 'N' });
  });

  test('gets nothing if no event changed', () => {
    const { sync, take } = component();
    sync.apply([event('c/a', 'A')]);
    take();
    sync.apply([event('c/a', 'A')]);
    expect(take()).toEqual([]);
  });

  test('does not update the event that is being dragged, but updates the others', () => {
    const { sync, take, shown } = component();
    sync.apply([event('c/a', 'A'), event('c/b', 'B')]);
    sync.hold('c/a');
    take();
    sync.apply([event('c/a', 'A changed'), event('c/b', 'B changed')]);
    expect(take()).toEqual(['update c/b']);
    sync.apply([event('c/b', 'B changed')]);
    expect(take()).toEqual([]);
    sync.release('c/a');
    sync.settle();
    expect(Object.fromEntries(shown)).toEqual({ 'c/b': 'B changed' });
  });

  test('draws a dropped event at its known position again, even if no event changed', () => {
    const { sync, take } = component();
    sync.apply([event('c/a', 'A')]);
    take();
    sync.hold('c/a');
    sync.release('c/a');
    sync.settle();
    expect(take()).toEqual(['update c/a']);
  });

  test('does not update any occurrence of a series while one of them is being dragged', () => {
    const { sync, take } = component();
    sync.apply([event('c/s/1', 'S'), event('c/s/2', 'S')]);
    sync.hold('c/s');
    take();
    sync.apply([]);
    expect(take()).toEqual([]);
  });

  test('gets an entirely different page in one call', () => {
    const { sync, take, shown } = component();
    const page = (from: number) => Array.from({ length: 300 }, (_, at) => event(`c/${from + at}`, 'x'));
    sync.apply(page(0));
    expect(take()).toEqual(['all']);
    sync.apply(page(1000));
    expect(take()).toEqual(['all']);
    expect(shown.size).toBe(300);
  });
});
