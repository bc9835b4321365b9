/** The complete public API; see README.md. */
export { apiSource } from './api/apiSource.ts';
export { ApiError, CalendarApi, contentOf, windowKey } from './api/calendarApi.ts';
export type { CalendarApiOptions, Expected, Problem } from './api/calendarApi.ts';
export type { Window, Written } from './api/calendarApi.ts';
export { realClock, type Clock } from './connection/clock.ts';
export { readRetryAfter } from './connection/negotiation.ts';
export { startRealtime, type Realtime, type RealtimeOptions, type Synced } from './realtime.ts';
export { calendarKind } from './engine/calendarKind.ts';
export type { Entity, EntityKind, Tombstone } from './engine/entityKind.ts';
export { entityKinds } from './engine/entityKinds.ts';
export { eventKind } from './engine/eventKind.ts';
export { changedEvents, changedItems, emptyReplica, eventKey, Replica, type Reading } from './engine/replica.ts';
export type { Source } from './connection/source.ts';
export { claimsOf, type Claims } from './connection/tokenClaims.ts';
export type { ConnectionState } from './engine/syncState.ts';
export { defaultTimes, type SyncTimes } from './engine/syncTimes.ts';
export type { Account } from './tabs/tabMessages.ts';
export * from './engine/wire.ts';
