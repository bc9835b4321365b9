import type { Clock } from './clock.ts';

/** What the page hears of the browser and the machine. */
export interface Signs {
  /** What was waited for may be had now: the page is looked at again, the network is back, the machine woke. */
  readonly woke: () => void;
  readonly hidden: (hidden: boolean) => void;
  /** The page is about to stand still, or go: nothing will be heard or answered. `false`: it runs again. */
  readonly frozen: (frozen: boolean) => void;
}

/** How often a page that is looked at compares the clock, and what gap counts as a sleep; in milliseconds. */
const look = 5_000;
const sleep = 10_000;

/**
 * Watches for signs until called off. A sleeping laptop gives none of its own: that the wall clock went on, and timers
 * did not, is how it shows. In a hidden page browsers hold timers back, so there the gap says nothing; coming back does.
 */
export function watchSigns(signs: Signs, clock: Clock): () => void {
  let cancelLook: (() => void) | undefined;
  const isHidden = () => document.visibilityState === 'hidden';
  const lookAgain = () => {
    cancelLook?.();
    if (isHidden()) return;
    const before = Date.now();
    cancelLook = clock.after(look, () => {
      const gap = Date.now() - before - look;
      if (Math.abs(gap) > sleep) signs.woke();
      lookAgain();
    });
  };

  const visibility = () => {
    signs.hidden(isHidden());
    if (!isHidden()) signs.woke();
    lookAgain();
  };
  const wake = () => {
    if (!isHidden()) signs.woke();
  };
  const freeze = () => signs.frozen(true);
  const resume = () => signs.frozen(false);

  const events: readonly (readonly [EventTarget, string, () => void])[] = [
    [document, 'visibilitychange', visibility],
    [window, 'focus', wake],
    [window, 'online', wake],
    // Page Lifecycle: a page is frozen in the background (`freeze`), or put away whole for the back button (`pagehide`).
    [document, 'freeze', freeze],
    [document, 'resume', resume],
    [window, 'pagehide', freeze],
    [window, 'pageshow', resume],
  ];
  for (const [target, name, listener] of events) target.addEventListener(name, listener);
  signs.hidden(isHidden());
  lookAgain();
  return () => {
    cancelLook?.();
    for (const [target, name, listener] of events) target.removeEventListener(name, listener);
  };
}
