import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colorOf, contrast, isColor, palette, textOn } from './color';

test('Text on any colour can be read: a contrast of 4.5 or more', () => {
  const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (rgb) => {
      const color = `#${rgb.join('')}`;
      expect(contrast(color, textOn(color))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('White can be read on every colour of the palette, so that a page of them looks of a piece', () => {
  for (const color of palette) expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
});

test('An id has the same colour every time', () => {
  expect(colorOf('team')).toBe(colorOf('team'));
  expect(isColor(colorOf('anything else'))).toBe(true);
});
