import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSeconds,
  convertWall,
  isDate,
  isZone,
  secondsBetween,
  shiftWall,
  startOfDay,
  toInstant,
  toWall,
  wallOfDate,
} from './time';

describe('Wall times and instants', () => {
  test('are converted correctly at both clock changes of a year', () => {
    expect(toInstant('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:59Z');
    expect(toInstant('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00Z');
    expect(toWall('2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:30:00');
    expect(toWall('2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:30:00');
  });

  test('are converted so that a skipped wall time moves forward by the gap, and the first of two equal wall times counts', () => {
    expect(toInstant('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
    expect(toInstant('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
    expect(toInstant('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00Z');
  });

  test('keep an hour long across a clock change', () => {
    expect(addSeconds('2026-03-29T01:30:00', 'Europe/Berlin', 3600)).toBe('2026-03-29T03:30:00');
    expect(secondsBetween('2026-10-25T01:30:00', '2026-10-25T03:30:00', 'Europe/Berlin')).toBe(3 * 3600);
  });

  test('are converted correctly in zones with unusual offsets and on days that begin late', () => {
    expect(convertWall('2026-11-23T09:00:00', 'Asia/Kathmandu', 'UTC')).toBe('2026-11-23T03:15:00');
    // Beirut sets its clocks forward at midnight: that day begins at one.
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toBe('2026-03-28T22:00:00Z');
  });

  test('convert there and back without a change, except in the hour that occurs twice', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Australia/Lord_Howe',
    );
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, instant, (name, date) => {
        date.setUTCMilliseconds(0);
        const wall = toWall(date.toISOString(), name);
        const back = Date.parse(toInstant(wall, name));
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(date.getTime() - back);
        expect(toWall(new Date(back).toISOString(), name)).toBe(wall);
      }),
    );
  });

  test('are shifted by wall time, day by day', () => {
    expect(shiftWall('2026-03-28T09:00:00', '2026-03-20T08:00:00', '2026-03-21T10:30:00')).toBe('2026-03-29T11:30:00');
  });

  test('are read from a Date as the wall time that it shows', () => {
    expect(wallOfDate(new Date(2026, 10, 3, 4, 5, 6))).toBe('2026-11-03T04:05:06');
  });

  test('are refused if a date or a zone is invalid', () => {
    expect([isDate('2026-02-28'), isDate('2026-02-30'), isDate('x'), isDate('2026-2-3')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
