import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSigns } from './browserSigns.ts';
import { realClock } from './clock.ts';

let hidden = false;
let told: string[] = [];
let unwatch: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (hidden ? 'hidden' : 'visible'));
  unwatch = watchSigns(
    {
      woke: () => told.push('woke'),
      network: (online) => told.push(online ? 'online' : 'offline'),
      hidden: (now) => told.push(now ? 'hidden' : 'seen'),
      frozen: (now) => told.push(now ? 'frozen' : 'running'),
    },
    realClock,
  );
  told = [];
});
afterEach(() => {
  unwatch();
  vi.useRealTimers();
});

test('A page that becomes visible or gets the focus reports that a retry may succeed', () => {
  hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('focus'));
  expect(told).toEqual(['hidden']);
  hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('focus'));
  expect(told).toEqual(['hidden', 'seen', 'woke', 'woke']);
});

test('The loss and the return of the network are reported, even in a hidden page', () => {
  hidden = true;
  window.dispatchEvent(new Event('offline'));
  window.dispatchEvent(new Event('online'));
  expect(told).toEqual(['offline', 'online']);
});

test('A page reports when it is frozen or put away, and when it runs again', () => {
  document.dispatchEvent(new Event('freeze'));
  document.dispatchEvent(new Event('resume'));
  window.dispatchEvent(new Event('pagehide'));
  window.dispatchEvent(new Event('pageshow'));
  expect(told).toEqual(['frozen', 'running', 'frozen', 'running']);
});

test('A jump of the clock without running timers is reported as a sleep of the machine', () => {
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual(['woke']);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['woke']);
});

test('A hidden page reports no sleep, because the browser throttles its timers', () => {
  hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['hidden']);
});

test('Nothing is reported after the watch has stopped', () => {
  unwatch();
  window.dispatchEvent(new Event('focus'));
  document.dispatchEvent(new Event('freeze'));
  expect(told).toEqual([]);
});
