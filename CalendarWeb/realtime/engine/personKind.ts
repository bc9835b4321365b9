import type { EntityKind } from './entityKind.ts';
import type { Person } from './wire.ts';

/** The people and resources of the tenant's directory. They have no parent. */
export const personKind: EntityKind<Person> = {
  name: 'person',
  plural: 'people',
  isItem: ({ displayName }) => typeof displayName === 'string' && displayName !== '',
};
