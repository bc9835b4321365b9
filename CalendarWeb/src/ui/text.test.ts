import { describe, expect, test } from 'vitest';
import { isolated, plain, shownName, shownTitle } from './text';

describe('A text that a user wrote', () => {
  test('loses the characters that change the direction of the text around it, and keeps its words', () => {
    expect(plain('abc\u202Etxt.exe\u2069')).toBe('abctxt.exe');
    expect(plain('שלום\u200F!')).toBe('שלום\u200F!');
    expect(isolated('a\u2069\u202Eb')).toBe('\u2068ab\u2069');
  });

  test.each([
    '',
    ' ',
    '\u00A0\u3000',
    '\u200B\u200D\u2060\uFEFF',
    '\u202E\u2066',
    '\u3164\u115F\uFFA0',
    '\u2800',
    '\u00AD\u034F\uFE0F',
    '\u0301',
    '\u{E0020}',
  ])('is replaced by words if it has no visible character (%j)', (text) => {
    expect(shownTitle(text)).toBe('(no title)');
    expect(shownName(text)).toBe('(no name)');
  });

  test.each(['a', '.', '\u200Ba', '日', '👩‍👩‍👧', 'e\u0301'])('is shown if it has a visible character (%j)', (text) =>
    expect(shownTitle(text)).toBe(text),
  );
});
