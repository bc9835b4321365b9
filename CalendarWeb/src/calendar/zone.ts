import type { EventContent } from '@calendar-realtime/realtime';
import { OwnZone } from './ownZone';

/** The zone of wall times: the name of a zone of the tz database, or the rules that an event carries with it. */
export type Zone = string | OwnZone;

/** The zone of an event; undefined for an all-day event. */
export const zoneOf = ({
  timeZone,
  timeZoneRules,
}: Pick<EventContent, 'timeZone' | 'timeZoneRules'>): Zone | undefined =>
  timeZone === undefined || timeZoneRules === undefined ? timeZone : OwnZone.of(timeZoneRules);
