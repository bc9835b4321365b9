import type { FullRead } from './replica.ts';
import { canMerge, mergeChanges, mergeRead, reaches } from './replica.ts';
import { settled } from './syncPositions.ts';
import type { StepContext, SyncState } from './syncState.ts';
import { furthest, keepAfter } from './syncState.ts';
import { retryWait, slowWait } from './syncTimes.ts';
import type { ChangesPage } from './wire.ts';

/** After so many requests that did not reach a version heard of, it is taken for a mistake; the slow check goes on. */
const patience = 5;

/** The last part of every step: starts the one request that is owed, when nothing stands against it. */
export function ask(state: SyncState, { now, effects }: StepContext): SyncState {
  const { position, token, tokenAt } = furthest(state);
  const isKnownNewer = position !== undefined && state.wanted > position.version;
  const owed =
    state.needsFullRead ||
    (position !== undefined && (state.catchUp !== undefined || state.mustAsk !== 'no' || isKnownNewer));
  if (!owed || state.flight !== 'none' || (state.askAt ?? now) > now) return state;

  const flight = state.flightNumber + 1;
  if (state.needsFullRead || position === undefined || token === undefined) effects.push({ kind: 'readAll', flight });
  else
    effects.push({
      kind: 'pullChanges',
      flight,
      since: token,
      sinceVersion: tokenAt,
      position,
      // Nothing known, nothing last time: the head, conditionally, is the cheapest question there is.
      headFirst: state.catchUp === undefined && state.mustAsk !== 'likely' && !isKnownNewer && state.isQuiet,
      local: state.catchUp === undefined && !state.leads && state.leaderAt > position.version && state.failures === 0,
    });
  return {
    ...state,
    flight: state.needsFullRead ? 'fullRead' : 'changes',
    flightNumber: flight,
    // Heard before the request goes out is answered by it; heard after, it is owed again.
    mustAsk: 'no',
    askAt: undefined,
    toldToWait: false,
    checkAt: undefined,
  };
}

export function takeRead(state: SyncState, read: FullRead, context: StepContext): SyncState {
  const { position } = state.shown;
  const continues = position !== undefined && reaches(read.head, position);
  return {
    ...answered(state, context),
    needsFullRead: false,
    catchUp: { replica: mergeRead(state.shown, read, keepAfter(state)), pages: [], isReset: true },
    wanted: 0,
    leaderAt: 0,
    rumour: undefined,
    held: continues ? state.held : new Set(),
  };
}

export function takePage(before: SyncState, page: ChangesPage, context: StepContext, local: boolean): SyncState {
  if (!canMerge(furthest(before), page)) return expire(before, context);

  const replica = mergeChanges(furthest(before), page, keepAfter(before));
  const pages = [...(before.catchUp?.pages ?? []), page];
  const isReset = before.catchUp?.isReset === true;
  const stands = page.to <= page.from;
  // What another tab knows is not news of the service.
  const state = local ? landed(before, context) : { ...answered(before, context), isQuiet: stands };

  // A page that says "more" and moves nothing would be asked for again at once, for ever.
  if (page.more) {
    const gathering = { ...state, catchUp: { replica, pages, isReset } };
    return stands ? retry(gathering, context) : gathering;
  }

  const next = settled({ ...state, shown: replica, catchUp: undefined });
  const [first] = pages;
  if (!local && first !== undefined && page.to > first.from)
    context.effects.push({ kind: 'share', page: joined(pages) });

  // Whoever answered lags behind who told; not at once again, and not for ever.
  if (state.wanted <= (replica.position?.version ?? 0) || !stands) return { ...next, failures: 0 };
  return next.failures + 1 < patience ? retry(next, context) : { ...next, failures: 0, wanted: 0, leaderAt: 0 };
}

/** Pages that follow each other, as one. */
export function joined(pages: readonly ChangesPage[]): ChangesPage {
  const [first] = pages;
  const last = pages.at(-1);
  if (first === undefined || last === undefined) throw new Error('There are no pages to join.');
  if (first === last) return first;
  return {
    ...last,
    from: first.from,
    calendars: pages.flatMap(({ calendars }) => calendars),
    events: pages.flatMap(({ events }) => events),
  };
}

function retry(state: SyncState, { now, times, chance }: StepContext): SyncState {
  const failures = state.failures + 1;
  return { ...state, failures, askAt: now + retryWait(times, failures, chance) };
}

/** What was gathered so far cannot be continued either. */
export function expire(state: SyncState, context: StepContext): SyncState {
  const { now, times, chance } = context;
  return {
    ...answered(state, context),
    needsFullRead: true,
    catchUp: undefined,
    wanted: 0,
    leaderAt: 0,
    rumour: undefined,
    failures: state.failures + 1,
    askAt: now + (state.failures === 0 ? times.fullReadWithin * chance : retryWait(times, state.failures, chance)),
  };
}

export function fail(state: SyncState, retryAfter: number | undefined, { now, times, chance }: StepContext): SyncState {
  const failures = state.failures + 1;
  return {
    ...state,
    flight: 'none',
    reachable: false,
    mustAsk: 'likely',
    failures,
    toldToWait: retryAfter !== undefined,
    // On top of what was asked for, or all would come at the same second.
    askAt: now + (retryAfter ?? 0) + retryWait(times, failures, chance),
  };
}

const answered = (state: SyncState, context: StepContext): SyncState => ({
  ...landed(state, context),
  reachable: true,
  answeredAt: context.now,
});

/** Whoever answered, the next slow check is set: that the tab which leads will say more, or can, is not certain. */
const landed = (state: SyncState, { now, times, chance }: StepContext): SyncState => ({
  ...state,
  flight: 'none',
  checkAt: now + slowWait(times, state.link === 'up', state.hidden, chance),
});
