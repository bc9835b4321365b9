import { want } from './syncPositions.ts';
import type { LeaderStatus, StepContext, SyncState } from './syncState.ts';
import { furthest } from './syncState.ts';
import { reconnectWait, rhythm, slowWait } from './syncTimes.ts';

export function connect(state: SyncState, { effects }: StepContext): SyncState {
  if (!state.leads || state.link !== 'down') return state;
  effects.push({ kind: 'connect' });
  return { ...state, link: 'connecting', connectAt: undefined, connectToldToWait: false };
}

/**
 * What was pushed while there was no connection is lost, up to the moment the group was joined: ask. And at once, however long the API was away:
 * it has just answered the negotiation, and the moments at which clients connect again are spread already.
 */
export function up(state: SyncState, { now }: StepContext): SyncState {
  if (!state.leads) return state;
  const askAt = state.toldToWait ? state.askAt : undefined;
  return { ...state, link: 'up', linkUpSince: now, polls: false, connectAt: undefined, mustAsk: 'likely', askAt };
}

export function lose(state: SyncState, expired: boolean, context: StepContext): SyncState {
  if (!state.leads || state.link !== 'up') return state;
  // A service that opens and closes at once is failing, whatever it says.
  const good = context.now - state.linkUpSince >= context.times.goodConnection;
  return down(state, context, { renew: expired, atOnce: expired && good, good });
}

interface Down {
  readonly renew: boolean;
  readonly atOnce?: boolean;
  readonly good?: boolean;
  readonly retryAfter?: number | undefined;
}

export function down(state: SyncState, context: StepContext, { renew, atOnce, good, retryAfter }: Down): SyncState {
  if (!state.leads) return state;
  const { now, times, chance, effects } = context;
  const linkFailures = good === true ? 0 : state.linkFailures + 1;
  if (renew) effects.push({ kind: 'renewToken' });

  const lost: SyncState = {
    ...state,
    link: 'down',
    linkFailures,
    polls: state.polls || linkFailures >= times.pollingAfter,
    // On top of what was asked for, or all would come at the same second.
    connectAt: now + (retryAfter ?? 0) + reconnectWait(times, linkFailures, chance),
    connectToldToWait: retryAfter !== undefined,
    // From now on no push tells; the long wait of a connected client would leave it stale.
    checkAt: Math.min(state.checkAt ?? Infinity, now + slowWait(times, false, state.hidden, chance)),
  };
  return atOnce === true ? connect(lost, context) : lost;
}

/** A tab that takes over connects at once, and begins with a question of its own: what the other was told last is not known. */
export function changeRole(state: SyncState, leads: boolean, context: StepContext): SyncState {
  if (leads === state.leads) return state;
  const changed: SyncState = {
    ...state,
    leads,
    link: 'down',
    connectAt: undefined,
    connectToldToWait: false,
    leaderAt: 0,
    leaderReachable: true,
  };
  if (leads) return connect({ ...changed, mustAsk: 'likely' }, context);
  context.effects.push({ kind: 'disconnect' });
  return changed;
}

/** How things stand with the tab that connects. */
export function follow(state: SyncState, status: LeaderStatus, { now, times }: StepContext): SyncState {
  if (state.leads) return state;
  const { connected, linkFailures, polls, reachable } = status;
  const told: SyncState = {
    ...state,
    link: connected ? 'up' : 'down',
    linkUpSince: connected && state.link !== 'up' ? now : state.linkUpSince,
    linkFailures,
    polls,
    leaderReachable: reachable,
  };
  const { position } = furthest(state);
  if (position === undefined || status.position === undefined) return told;
  // Epochs have no order: the service knows which is the present one.
  if (status.position.epoch !== position.epoch)
    return state.flight === 'fullRead' || state.needsFullRead ? told : { ...told, mustAsk: 'likely' };
  if (status.position.version > position.version)
    return want({ ...told, leaderAt: status.position.version }, status.position.version);
  if (!reachable) return told;

  // It has asked for this tab, too. Should it be slower than its rhythm (the browser slows hidden pages down), this tab looks for itself.
  const trusted = now - status.age + rhythm(times, connected, state.hidden) + times.leaderGrace;
  return state.flight === 'none' ? { ...told, checkAt: Math.max(state.checkAt ?? 0, trusted) } : told;
}
