/** The whole public surface; see README.md. */
export { realClock, type Clock } from './clock';
export { readRetryAfter } from './negotiation';
export { startRealtime, type Realtime, type RealtimeOptions, type Synced } from './realtime';
export { changedEvents, emptyReplica, eventKey, type Reading, type Replica } from './replica';
export type { Source } from './source';
export type { ConnectionState } from './syncState';
export { defaultTimes, type SyncTimes } from './syncTimes';
export type { Account } from './tabMessages';
export * from './wire';
