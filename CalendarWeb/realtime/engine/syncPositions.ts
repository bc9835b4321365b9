import { moveTo } from './replica.ts';
import type { SyncState } from './syncState.ts';
import { furthest, keepAfter } from './syncState.ts';

/** Notes a version that exists. If all changes up to it are merged already, moves the position instead, which saves the request. */
export function want(state: SyncState, version: number): SyncState {
  if (version <= (furthest(state).position?.version ?? Infinity)) return state;
  const { position } = state.shown;
  if (state.catchUp === undefined && position !== undefined && isHeld(state.held, position.version, version))
    return settled({ ...state, shown: moveTo(state.shown, version, keepAfter(state)) });
  return { ...state, wanted: Math.max(state.wanted, version) };
}

function isHeld(held: ReadonlySet<number>, after: number, upTo: number): boolean {
  if (held.size < upTo - after) return false;
  for (let version = after + 1; version <= upTo; version++) if (!held.has(version)) return false;
  return true;
}

/** Removes everything that the shown position has passed. */
export function settled(state: SyncState): SyncState {
  const version = state.shown.position?.version ?? 0;
  const passed = [...state.held].some((held) => held <= version);
  return {
    ...state,
    held: passed ? new Set([...state.held].filter((held) => held > version)) : state.held,
    rumour: state.rumour !== undefined && state.rumour.version > version ? state.rumour : undefined,
  };
}
