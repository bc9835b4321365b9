import { expect, test } from 'vitest';
import { Latest } from './latest';

test('Only the latest entries are kept, up to the limit', () => {
  const latest = new Latest<string, number>(2);
  latest.set('a', 1);
  latest.set('b', 2);
  latest.set('a', 3);
  latest.set('c', 4);
  expect([latest.size, latest.get('a'), latest.has('b'), latest.get('c')]).toEqual([2, 3, false, 4]);
});

test('A removed entry makes room for another', () => {
  const latest = new Latest<string, number>(2);
  latest.set('a', 1);
  latest.set('b', 2);
  latest.delete('a');
  latest.set('c', 3);
  expect([latest.has('b'), latest.has('c')]).toEqual([true, true]);
  latest.clear();
  expect(latest.size).toBe(0);
});
