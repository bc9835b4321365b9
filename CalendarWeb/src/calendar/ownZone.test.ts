import { describe, expect, test } from 'vitest';
import { OwnZone } from './ownZone';

const observance = (...lines: string[]) => ['BEGIN:STANDARD', ...lines, 'END:STANDARD'];
const zone = (...observances: string[][]) =>
  OwnZone.of(['BEGIN:VTIMEZONE', 'TZID:Own', ...observances.flat(), 'END:VTIMEZONE'].join('\n'));

const summerBegins = observance(
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0020',
  'TZOFFSETTO:+0120',
  'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU',
);
const summerEnds = observance(
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0120',
  'TZOFFSETTO:+0020',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
);
const own = zone(summerBegins, summerEnds);

describe('A zone with rules of its own', () => {
  test.each([
    ['2026-01-15T09:00:00', '2026-01-15T08:40:00Z'],
    ['2026-04-05T01:59:59', '2026-04-05T01:39:59Z'],
    ['2026-04-05T03:00:00', '2026-04-05T01:40:00Z'],
    ['2026-07-15T09:00:00', '2026-07-15T07:40:00Z'],
    ['2026-10-25T02:00:00', '2026-10-25T01:40:00Z'],
    ['2499-07-15T09:00:00', '2499-07-15T07:40:00Z'],
  ])('reads the wall time %s as the instant %s, and shows the instant as the same wall time', (wall, instant) => {
    expect(own.toInstant(wall)).toBe(instant);
    expect(own.toWall(instant)).toBe(wall);
  });

  test('moves a skipped wall time forward by the gap, and takes the first of two equal wall times', () => {
    expect(own.toInstant('2026-04-05T02:30:00')).toBe('2026-04-05T02:10:00Z');
    expect(own.toInstant('2026-10-25T01:30:00')).toBe('2026-10-25T00:10:00Z');
    expect(own.toWall('2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00');
  });

  test('keeps the last offset after its rules have ended, and has the first offset before they begin', () => {
    const ended = zone(
      observance(
        'DTSTART:19800406T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=19810405T010000Z',
      ),
      observance('DTSTART:19801026T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RDATE:19811025T030000'),
    );
    expect(ended.toWall('1979-07-01T00:00:00Z')).toBe('1979-07-01T01:00:00');
    expect(ended.toWall('1981-07-01T00:00:00Z')).toBe('1981-07-01T02:00:00');
    expect(ended.toWall('1982-07-01T00:00:00Z')).toBe('1982-07-01T01:00:00');
    expect(ended.toWall('2026-07-01T00:00:00Z')).toBe('2026-07-01T01:00:00');
  });

  test('counts a rule with COUNT from its start', () => {
    const counted = zone(
      observance('DTSTART:20000101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;COUNT=2'),
      observance('DTSTART:20000701T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0000', 'RRULE:FREQ=YEARLY;COUNT=2'),
    );
    expect(counted.toWall('2001-03-01T00:00:00Z')).toBe('2001-03-01T01:00:00');
    expect(counted.toWall('2002-03-01T00:00:00Z')).toBe('2002-03-01T00:00:00');
  });

  test('may have an offset with seconds', () => {
    const odd = zone(observance('DTSTART:19000101T000000', 'TZOFFSETFROM:+001730', 'TZOFFSETTO:+001730'));
    expect(odd.toInstant('2026-11-23T09:00:00')).toBe('2026-11-23T08:42:30Z');
  });

  test.each(['', 'none', 'BEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE', 'BEGIN:VTIMEZONE\nTZID:x'])(
    'is UTC if its rules cannot be read (%j)',
    (rules) => {
      expect(OwnZone.of(rules).toInstant('2026-11-23T09:00:00')).toBe('2026-11-23T09:00:00Z');
    },
  );

  test('does not search for ever for an onset that never comes', () => {
    const never = zone(
      observance(
        'DTSTART:16010101T000000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0100',
        'RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
      ),
    );
    expect(never.toInstant('2026-11-23T09:00:00')).toBe('2026-11-23T08:00:00Z');
  });
});
