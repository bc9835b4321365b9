import { calendarKind } from './calendarKind.ts';
import type { EntityKind } from './entityKind.ts';
import { eventKind } from './eventKind.ts';
import { personKind } from './personKind.ts';

/** The registered kinds, each after its parent. */
export const entityKinds: readonly EntityKind[] = [
  calendarKind, //
  eventKind,
  personKind,
];
