import type { Calendar } from '@calendar-realtime/realtime';

/** The roles that can be granted in a calendar, the weakest first. */
export const roles = ['freeBusy', 'reader', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];

export const roleWords: Readonly<Record<Role, string>> = {
  freeBusy: 'sees when there is something',
  reader: 'reads events',
  editor: 'changes events',
  owner: 'owns the calendar',
};

/** All users of the tenant, in a grant. */
export const everyone = 'everyone';

/** Whether this user may write events of the calendar, and its name and colour. */
export const mayEdit = ({ role }: Calendar): boolean => role === 'editor' || role === 'owner';

/** Whether this user may change who sees the calendar, and delete it. */
export const owns = ({ role }: Calendar): boolean => role === 'owner';
