import type { Clock } from './clock.ts';

/** Events of the browser and the machine. */
export interface Signs {
  /** A retry may succeed now: the page is visible again, or the machine woke up. */
  readonly woke: () => void;
  readonly hidden: (hidden: boolean) => void;
  /** The network is gone, or back. */
  readonly network: (online: boolean) => void;
  /** `true`: the page is about to be frozen or removed, and can neither receive nor answer. `false`: it runs again. */
  readonly frozen: (frozen: boolean) => void;
}

/** How often a visible page compares the clock, and which gap counts as sleep; in milliseconds. */
const look = 5_000;
const sleep = 10_000;

/**
 * Watches for these events until it is stopped. A sleeping laptop raises no event: sleep shows when the wall clock has advanced
 * and timers have not. Browsers throttle timers in a hidden page, so the gap means nothing there; becoming visible does.
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
    [window, 'online', () => signs.network(true)],
    [window, 'offline', () => signs.network(false)],
    // Page Lifecycle: a page is frozen in the background (`freeze`), or kept for the back button (`pagehide`).
    [document, 'freeze', freeze],
    [document, 'resume', resume],
    [window, 'pagehide', freeze],
    [window, 'pageshow', resume],
  ];
  for (const [target, name, listener] of events) target.addEventListener(name, listener);
  signs.hidden(isHidden());
  if (!navigator.onLine) signs.network(false);
  lookAgain();
  return () => {
    cancelLook?.();
    for (const [target, name, listener] of events) target.removeEventListener(name, listener);
  };
}
