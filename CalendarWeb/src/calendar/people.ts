import type { Person } from '@calendar-realtime/realtime';

/** The people and resources of the tenant's directory, by id. */
export type Directory = ReadonlyMap<string, Person>;

/** The name of a person. Events keep the id of a person who was deleted from the directory. */
export function nameOf(directory: Directory, id: string): string {
  return directory.get(id)?.displayName ?? 'Former person';
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether the text begins the name, a word in it, or the address. Case and accents make no difference. */
function begins(person: Person, text: string): boolean {
  const name = fold(person.displayName);
  for (let at = name.indexOf(text); at >= 0; at = name.indexOf(text, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true;
  return fold(person.address ?? '').startsWith(text);
}

/** The people that a typed text finds, by name; at most `limit`. An empty text finds everybody. */
export function findPeople(directory: Directory, typed: string, without: readonly string[], limit: number): Person[] {
  const text = fold(typed.trim());
  return [...directory.values()]
    .filter((person) => !without.includes(person.id) && (text === '' || begins(person, text)))
    .sort((a, b) => a.displayName.localeCompare(b.displayName) || a.id.localeCompare(b.id))
    .slice(0, limit);
}

/** Whether somebody has exactly this name or address. */
export const isKnown = (directory: Directory, typed: string): boolean =>
  [...directory.values()].some(
    ({ displayName, address }) => displayName === typed.trim() || address?.toLowerCase() === typed.trim().toLowerCase(),
  );
