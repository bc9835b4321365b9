// @vitest-environment node
import { expect, test } from 'vitest';
import { ChangesLog } from './changesLog.ts';
import { anEvent } from '../testing/testServer.ts';
import type { ChangesPage } from '../engine/wire.ts';

const page = (from: number, to: number, epoch = 'e'): ChangesPage => ({
  epoch,
  from,
  to,
  head: to,
  next: `t${to}`,
  more: false,
  calendars: [],
  events: [anEvent('c', `x${to}`, to)],
});
const at = (version: number, epoch = 'e') => ({ epoch, version });

test('The changes after a known position are returned as one page', () => {
  const log = new ChangesLog();
  for (const one of [page(1, 3), page(3, 4), page(4, 9)]) log.add(one);
  expect(log.since(at(3))).toMatchObject({ from: 3, to: 9, next: 't9' });
  expect(log.since(at(2))?.events.map(({ version }) => version)).toEqual([3, 4, 9]);
  expect(log.since(at(0))).toBeUndefined();
  expect(log.since(at(9))).toBeUndefined();
  expect(log.since(at(3, 'f'))).toBeUndefined();
});

test('After a gap or in another epoch the log begins again, without the earlier changes', () => {
  const log = new ChangesLog();
  log.add(page(1, 3));
  log.add(page(5, 6));
  expect(log.since(at(1))).toBeUndefined();
  expect(log.since(at(5))).toMatchObject({ from: 5, to: 6 });
  log.add(page(0, 1, 'f'));
  expect(log.since(at(5))).toBeUndefined();
});

test('The log is bounded and drops its oldest changes', () => {
  const log = new ChangesLog();
  for (let version = 0; version < 10_000; version++) log.add(page(version, version + 1));
  expect(log.since(at(9_000))).toBeUndefined();
  expect(log.since(at(9_990))?.events.length).toBe(10);
});
