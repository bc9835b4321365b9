import type { Failure } from './failure.ts';
import { want } from './syncPositions.ts';
import type { LeaderStatus, StepContext, SyncState } from './syncState.ts';
import { furthest } from './syncState.ts';
import { reconnectWait, rhythm, slowWait } from './syncTimes.ts';

export function connect(state: SyncState, { effects }: StepContext): SyncState {
  if (!state.leads || state.link !== 'down') return state;
  effects.push({ kind: 'connect' });
  return { ...state, link: 'connecting', connectAt: undefined, connectHasRetryAfter: false };
}

/**
 * Pushes sent while disconnected are lost, so request the changes now. No back-off: the API has just answered the negotiation,
 * and the reconnects of all clients are already spread over time.
 */
export function up(state: SyncState, { now }: StepContext): SyncState {
  if (!state.leads) return state;
  const askAt = state.hasRetryAfter ? state.askAt : undefined;
  return {
    ...state,
    link: 'up',
    linkUpSince: now,
    polls: false,
    whyDown: undefined,
    online: true,
    connectAt: undefined,
    mustAsk: 'likely',
    askAt,
  };
}

export function lose(state: SyncState, expired: boolean, context: StepContext): SyncState {
  if (!state.leads || state.link !== 'up') return state;
  // A service that accepts connections and closes them at once counts as failing.
  const good = context.now - state.linkUpSince >= context.times.goodConnection;
  return down(state, context, { renew: expired, atOnce: expired && good, good });
}

interface Down {
  readonly renew: boolean;
  readonly atOnce?: boolean;
  readonly good?: boolean;
  readonly retryAfter?: number | undefined;
  readonly failure?: Failure | undefined;
}

export function down(
  state: SyncState,
  context: StepContext,
  { renew, atOnce, good, retryAfter, failure }: Down,
): SyncState {
  if (!state.leads) return state;
  const { now, times, chance, effects } = context;
  const linkFailures = good === true ? 0 : state.linkFailures + 1;
  if (renew) effects.push({ kind: 'renewToken' });

  const lost: SyncState = {
    ...state,
    link: 'down',
    linkFailures,
    whyDown: failure,
    polls: state.polls || linkFailures >= times.pollingAfter,
    // In addition to the Retry-After; otherwise all clients would come back in the same second.
    connectAt: now + (retryAfter ?? 0) + reconnectWait(times, linkFailures, chance),
    connectHasRetryAfter: retryAfter !== undefined,
    // From now on there are no pushes; the long interval of a connected client would leave this one stale.
    checkAt: Math.min(state.checkAt ?? Infinity, now + slowWait(times, false, state.hidden, chance)),
  };
  return atOnce === true ? connect(lost, context) : lost;
}

/** A tab that becomes the leader connects at once and requests the changes, because it does not know what the old leader received last. */
export function changeRole(state: SyncState, leads: boolean, context: StepContext): SyncState {
  if (leads === state.leads) return state;
  const changed: SyncState = {
    ...state,
    leads,
    link: 'down',
    connectAt: undefined,
    connectHasRetryAfter: false,
    leaderAt: 0,
    leaderReachable: true,
    whyLeader: undefined,
  };
  if (leads) return connect({ ...changed, mustAsk: 'likely' }, context);
  context.effects.push({ kind: 'disconnect' });
  return changed;
}

/** Takes over the leader's status. */
export function follow(state: SyncState, status: LeaderStatus, { now, times }: StepContext): SyncState {
  if (state.leads) return state;
  const { connected, linkFailures, polls, reachable } = status;
  const updated: SyncState = {
    ...state,
    link: connected ? 'up' : 'down',
    linkUpSince: connected && state.link !== 'up' ? now : state.linkUpSince,
    linkFailures,
    polls,
    leaderReachable: reachable,
    whyLeader: status.failure,
  };
  const { position } = furthest(state);
  if (position === undefined || status.position === undefined) return updated;
  // Epochs have no order: only the service knows the present one.
  if (status.position.epoch !== position.epoch)
    return state.flight === 'fullRead' || state.needsFullRead ? updated : { ...updated, mustAsk: 'likely' };
  if (status.position.version > position.version)
    return want({ ...updated, leaderAt: status.position.version }, status.position.version);
  if (!reachable) return updated;
  const confirmed = now - status.age;

  // The leader also makes this tab's requests. If it is slower than its rhythm (browsers slow hidden pages down), this tab makes its own.
  const trusted = confirmed + rhythm(times, connected, state.hidden) + times.leaderGrace;
  const answeredAt = Number.isFinite(confirmed) ? Math.max(state.answeredAt ?? 0, confirmed) : state.answeredAt;
  const followed = { ...updated, answeredAt };
  return state.flight === 'none' ? { ...followed, checkAt: Math.max(state.checkAt ?? 0, trusted) } : followed;
}
