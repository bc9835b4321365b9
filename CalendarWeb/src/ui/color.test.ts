import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colorOf, contrast, isColor, palette, textOn } from './color';

test('The text on any colour has a contrast of at least 4.5', () => {
  const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (rgb) => {
      const color = `#${rgb.join('')}`;
      expect(contrast(color, textOn(color))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('White text is readable on every colour of the palette, so that all events look alike', () => {
  for (const color of palette) expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
});

test('The same id always has the same colour', () => {
  expect(colorOf('team')).toBe(colorOf('team'));
  expect(isColor(colorOf('anything else'))).toBe(true);
});
