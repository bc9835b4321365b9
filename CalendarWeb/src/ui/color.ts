/** Colours for calendars, and a text colour that is readable on any of them. */
export const palette = [
  '#3b5bdb',
  '#0b7285',
  '#237a36',
  '#a86200',
  '#c92a2a',
  '#a61e4d',
  '#7048b6',
  '#5c677d',
] as const;

const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number | undefined {
  const match = hex.exec(color);
  if (match === null) return undefined;
  const [r = 0, g = 0, b = 0] = match.slice(1).map((part) => {
    const channel = parseInt(part, 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [a = 0, b = 0] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever is more readable; one of them always has a contrast of 4.5 or more. */
export const textOn = (color: string): '#ffffff' | '#000000' =>
  contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';

export const isColor = (color: string | undefined): color is string => color !== undefined && hex.test(color);

/** A colour of the palette that stays the same for the same id. */
export function colorOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return palette[sum % palette.length] ?? palette[0];
}
