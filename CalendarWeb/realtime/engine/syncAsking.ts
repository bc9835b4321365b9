import type { EntityKind } from './entityKind.ts';
import { forEachKind, itemsOf } from './entityKind.ts';
import type { FullRead } from './replica.ts';
import { canMerge, mergeChanges, mergeRead, reaches } from './replica.ts';
import { settled } from './syncPositions.ts';
import type { StepContext, SyncInput, SyncState } from './syncState.ts';
import { furthest, keepAfter } from './syncState.ts';
import { retryWait, slowWait } from './syncTimes.ts';
import type { ChangesPage } from './wire.ts';

/** After this many requests that did not reach an announced version, the announcement counts as a mistake; the periodic check continues. */
const patience = 5;

/** The last part of every step: starts the request that is needed, if nothing prevents it. */
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
      // No newer version is known and the last answer had no changes: the conditional request for the head is the cheapest.
      headFirst: state.catchUp === undefined && state.mustAsk !== 'likely' && !isKnownNewer && state.isQuiet,
      local: state.catchUp === undefined && !state.leads && state.leaderAt > position.version && state.failures === 0,
    });
  return {
    ...state,
    flight: state.needsFullRead ? 'fullRead' : 'changes',
    flightNumber: flight,
    // This request answers whatever was received before it; anything received later needs another request.
    mustAsk: 'no',
    askAt: undefined,
    hasRetryAfter: false,
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
  // What this user may see only since now is not in the changes, so they are half of it: the same as an expired position.
  if (!canMerge(furthest(before), page) || asksForFullRead(page, furthest(before).kinds))
    return expire(before, context);

  const replica = mergeChanges(furthest(before), page, keepAfter(before));
  const pages = [...(before.catchUp?.pages ?? []), page];
  const isReset = before.catchUp?.isReset === true;
  const stands = page.to <= page.from;
  // An answer of another tab says nothing about the service.
  const state = local ? landed(before, context) : { ...answered(before, context), isQuiet: stands };

  // A page that says "more" without moving the position would be requested again at once, forever.
  if (page.more) {
    const gathering = { ...state, catchUp: { replica, pages, isReset } };
    return stands ? retry(gathering, context) : gathering;
  }

  const next = settled({ ...state, shown: replica, catchUp: undefined });
  const [first] = pages;
  if (!local && first !== undefined && page.to > first.from)
    context.effects.push({ kind: 'share', page: joined(pages, replica.kinds) });

  // The answering API instance is behind the one that announced this version: retry with back-off, at most `patience` times.
  if (state.wanted <= (replica.position?.version ?? 0) || !stands) return { ...next, failures: 0 };
  return next.failures + 1 < patience ? retry(next, context) : { ...next, failures: 0, wanted: 0, leaderAt: 0 };
}

const asksForFullRead = (page: ChangesPage, kinds: readonly EntityKind[]): boolean =>
  kinds.some((kind) => itemsOf(page, kind)?.some((item) => item.readInFull === true));

/** Joins consecutive pages into one that has an array for each kind, also if the service is older and does not know a kind. */
export function joined(pages: readonly ChangesPage[], kinds: readonly EntityKind[]): ChangesPage {
  const [first] = pages;
  const last = pages.at(-1);
  if (first === undefined || last === undefined) throw new Error('There are no pages to join.');
  return {
    ...last,
    from: first.from,
    ...forEachKind(kinds, (kind) => pages.flatMap((page) => itemsOf(page, kind) ?? [])),
  };
}

function retry(state: SyncState, { now, times, chance }: StepContext): SyncState {
  const failures = state.failures + 1;
  return { ...state, failures, askAt: now + retryWait(times, failures, chance) };
}

/** The catch-up in progress cannot be continued either. */
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

export function fail(
  state: SyncState,
  { retryAfter, failure }: Extract<SyncInput, { kind: 'failed' }>,
  { now, times, chance }: StepContext,
): SyncState {
  const failures = state.failures + 1;
  return {
    ...state,
    flight: 'none',
    reachable: false,
    whyUnreachable: failure,
    mustAsk: 'likely',
    failures,
    hasRetryAfter: retryAfter !== undefined,
    // In addition to the Retry-After; otherwise all clients would come back in the same second.
    askAt: now + (retryAfter ?? 0) + retryWait(times, failures, chance),
  };
}

const answered = (state: SyncState, context: StepContext): SyncState => ({
  ...landed(state, context),
  reachable: true,
  whyUnreachable: undefined,
  online: true,
  answeredAt: context.now,
});

/** Sets the next periodic check after any answer, because the leader may not send another status. */
const landed = (state: SyncState, { now, times, chance }: StepContext): SyncState => ({
  ...state,
  flight: 'none',
  checkAt: now + slowWait(times, state.link === 'up', state.hidden, chance),
});
