import { allItems } from './entityKind.ts';
import type { Replica } from './replica.ts';
import { canMerge, forgetTombstones, mergeChanges, mergeReading, mergeWritten } from './replica.ts';
import { ask, expire, fail, takePage, takeRead } from './syncAsking.ts';
import { changeRole, connect, down, follow, lose, up } from './syncConnecting.ts';
import { settled, want } from './syncPositions.ts';
import type { StepContext, SyncEffect, SyncInput, SyncState } from './syncState.ts';
import { furthest, keepAfter } from './syncState.ts';
import type { SyncTimes } from './syncTimes.ts';
import { defaultTimes, slowWait } from './syncTimes.ts';
import type { Reload } from './wire.ts';

/**
 * The client's state machine, as one pure function: (state, input, now, chance) to (state, effects).
 * **A push is a hint; the change feed is the truth.** Pushes may be lost, late, doubled or out of order: the shown replica still
 * converges, at the latest by the periodic check.
 *
 * - A push at or below the position does nothing. Otherwise the changes since the position are requested: one request at a
 *   time, and further pushes during it lead to at most one more.
 * - A catch-up is shown in one step, when it is complete.
 * - An own write is merged, but does not move the position. A push moves the position without a request if all changes up to
 *   it are merged already.
 * - An expired position or another epoch leads to a full read, then to the changes since the head that it began with.
 * - A follower (a tab that is not the leader) never connects. It receives the leader's status and the answers to other tabs. It
 *   makes its own request if that leaves a gap, or if the leader is slower than its rhythm.
 */
export function step(
  state: SyncState,
  input: SyncInput,
  now: number,
  chance: number,
  times: SyncTimes = defaultTimes,
): { readonly state: SyncState; readonly effects: readonly SyncEffect[] } {
  const context: StepContext = { now, chance, times, effects: [] };
  return { state: ask(take(state, input, context), context), effects: context.effects };
}

function take(state: SyncState, input: SyncInput, context: StepContext): SyncState {
  switch (input.kind) {
    case 'started':
      return connect({ ...state, leads: input.leads, needsFullRead: true }, context);
    case 'connected':
      return up(state, context);
    case 'connectFailed':
      return down(state, context, {
        renew: input.tokenRefused === true,
        retryAfter: input.retryAfter,
        failure: input.failure,
      });
    case 'lost':
      return lose(state, input.tokenExpired, context);
    case 'pushed':
      return hear(state, input.reload);
    case 'observed':
      return see(state, input.head, context);
    case 'written':
      return see(write(state, input), input.head, context);
    case 'changesAnswered':
      return isAwaited(state, 'changes', input.flight)
        ? takePage(state, input.page, context, input.local === true)
        : state;
    case 'changesExpired':
      return isAwaited(state, 'changes', input.flight) ? expire(state, context) : state;
    case 'fullReadAnswered':
      return isAwaited(state, 'fullRead', input.flight) ? takeRead(state, input.read, context) : state;
    case 'failed':
      return state.flight !== 'none' && input.flight === state.flightNumber ? fail(state, input, context) : state;
    case 'requestFailed':
      // If a request is in flight, it decides; otherwise the next one starts as soon as the back-off allows.
      return { ...state, reachable: false, whyUnreachable: input.failure, mustAsk: 'likely' };
    case 'network':
      // The request that this causes finds out whether the browser is wrong: it then reaches a service on this machine, say.
      if (!input.online) return { ...state, online: false, mustAsk: 'likely' };
      return state.hidden ? { ...state, online: true } : wake({ ...state, online: true }, context);
    case 'readingBegan':
      return state.shown.position === undefined
        ? state
        : { ...state, readings: new Map(state.readings).set(input.id, state.shown.position) };
    case 'readingEnded':
      return endReading(state, input);
    case 'woke':
      return wake(state, context);
    case 'hidden':
      return look(state, input.hidden, context);
    case 'role':
      return changeRole(state, input.leads, context);
    case 'led':
      return follow(state, input.status, context);
    case 'heard':
      return overhear(state, input);
    case 'tick':
      return tick(state, context);
  }
}

const isAwaited = (state: SyncState, flight: SyncState['flight'], number: number): boolean =>
  state.flight === flight && state.flightNumber === number;

function hear(state: SyncState, reload: Reload): SyncState {
  const { position } = furthest(state);
  // Before the first full read there is no position to compare with, and the changes are requested after it anyway.
  if (position === undefined) return state;
  // It may be a late push of the earlier epoch, or the store may be a new one. Only the service knows.
  if (reload.epoch !== position.epoch) return { ...state, mustAsk: 'likely' };
  return want(state, reload.version);
}

function see(state: SyncState, head: SyncInputOf<'observed'>['head'], { now, times }: StepContext): SyncState {
  const { position } = furthest(state);
  if (position === undefined) return state;
  if (head.epoch !== position.epoch) {
    // A read in progress of the front end may be of the earlier epoch: ignore its result.
    const voided: SyncState = { ...state, readings: new Map() };
    return state.flight === 'fullRead' ? voided : { ...voided, mustAsk: 'likely' };
  }
  if (head.version <= position.version) return state;
  // Usually the push is about to arrive; without a connection there is none to wait for.
  if (state.link !== 'up') return want(state, head.version);
  const version = Math.max(head.version, state.rumour?.version ?? 0);
  return { ...state, rumour: { version, until: state.rumour?.until ?? now + times.pushGrace } };
}

/** Merges the answer of a write into the shown replica and into the catch-up in progress. */
function write(state: SyncState, { head, changes }: SyncInputOf<'written'>): SyncState {
  const { shown, catchUp } = state;
  // With this write the user gave up something. The changes tell what.
  if (allItems(changes, shown.kinds).some((item) => item.readInFull === true)) return state;
  const isOf = (epoch: string | undefined) => epoch === head.epoch;
  const position = furthest(state).position;
  const versions = allItems(changes, shown.kinds).map(({ version }) => version);
  const ahead = isOf(position?.epoch) ? versions.filter((version) => version > (position?.version ?? 0)) : [];
  return {
    ...state,
    shown: isOf(shown.position?.epoch) ? mergeWritten(shown, changes) : shown,
    catchUp:
      catchUp !== undefined && isOf(catchUp.replica.position?.epoch)
        ? { ...catchUp, replica: mergeWritten(catchUp.replica, changes) }
        : catchUp,
    // Only versions of the epoch that is shown next: the numbers of another epoch mean nothing in it.
    held: ahead.length === 0 ? state.held : new Set([...state.held, ...ahead]),
  };
}

/** A read of another epoch says nothing about this one. */
function endReading(state: SyncState, { id, reading }: SyncInputOf<'readingEnded'>): SyncState {
  const asOf = state.readings.get(id);
  if (asOf === undefined) return state;
  const readings = new Map(state.readings);
  readings.delete(id);
  const ended = { ...state, readings };
  const merged = (replica: Replica) =>
    forgetTombstones(
      reading !== undefined && replica.position?.epoch === asOf.epoch
        ? mergeReading(replica, reading, asOf.version)
        : replica,
      keepAfter(ended),
    );
  const { shown, catchUp } = state;
  return {
    ...ended,
    shown: merged(shown),
    catchUp: catchUp && { ...catchUp, replica: merged(catchUp.replica) },
  };
}

/** A complete catch-up of another tab. If it does not reach back to this tab's position, the gap is requested. */
function overhear(state: SyncState, { page }: SyncInputOf<'heard'>): SyncState {
  const { position } = furthest(state);
  if (page.epoch !== position?.epoch || page.to <= position.version) return state;
  if (state.catchUp === undefined && canMerge(state.shown, page))
    return settled({ ...state, shown: mergeChanges(state.shown, page, keepAfter(state)) });
  return want({ ...state, leaderAt: Math.max(state.leaderAt, page.to) }, page.to);
}

function wake(state: SyncState, context: StepContext): SyncState {
  // The service's Retry-After still applies; our own back-off does not.
  const woken: SyncState = {
    ...state,
    mustAsk: state.mustAsk === 'likely' ? 'likely' : 'maybe',
    askAt: state.hasRetryAfter ? state.askAt : undefined,
  };
  return state.connectAt === undefined || state.connectHasRetryAfter ? woken : connect(woken, context);
}

/** Adapts the waits to a page that became hidden or visible. */
function look(state: SyncState, hidden: boolean, { now, times, chance }: StepContext): SyncState {
  if (hidden === state.hidden) return state;
  const wait = now + slowWait(times, state.link === 'up', hidden, chance);
  const checkAt = hidden ? wait : Math.min(wait, state.checkAt ?? Infinity);
  return { ...state, hidden, checkAt: state.checkAt === undefined ? undefined : checkAt };
}

function tick(state: SyncState, context: StepContext): SyncState {
  const { now } = context;
  let next = state;
  if (isDue(next.connectAt, now)) next = connect(next, context);
  if (next.rumour !== undefined && isDue(next.rumour.until, now))
    next = want({ ...next, rumour: undefined }, next.rumour.version);
  if (isDue(next.askAt, now)) next = { ...next, askAt: undefined, hasRetryAfter: false };
  if (isDue(next.checkAt, now))
    next = { ...next, mustAsk: next.mustAsk === 'likely' ? 'likely' : 'maybe', checkAt: undefined };
  return next;
}

const isDue = (time: number | undefined, now: number): boolean => time !== undefined && time <= now;

type SyncInputOf<K extends SyncInput['kind']> = Extract<SyncInput, { kind: K }>;
