import type { Person } from '@calendar-realtime/realtime';

/** An entry of the directory. */
export const aPerson = (id: string, displayName: string, more: Partial<Person> = {}): Person => ({
  id,
  sort: 'account',
  displayName,
  etag: '"1"',
  version: 1,
  updatedAt: '',
  updatedBy: '',
  ...more,
});
