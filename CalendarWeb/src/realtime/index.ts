export { realClock, type Clock } from './clock';
export { startRealtime, type ConnectionState, type Realtime } from './realtime';
export { changedEvents, emptyReplica, eventKey, type Read, type Replica } from './replica';
export { SyncEngine, type Source, type SyncState } from './syncEngine';
export * from './wire';
