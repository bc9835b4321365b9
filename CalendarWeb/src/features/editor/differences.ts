import type { EventContent } from '@calendar-realtime/realtime';
import type { Directory } from '@/calendar/people';
import { nameOf } from '@/calendar/people';
import { describeRepetition, repetitionOf } from '@/calendar/recurrence';
import { addDays } from '@/calendar/time';
import { zoneOf } from '@/calendar/zone';
import { isolated, shownName, shownTitle } from '@/ui/text';

/** The parts that can be chosen separately when two people changed the same event. Start and end are one part, because half of each makes no sense. */
const parts = {
  title: ['title'],
  when: ['allDay', 'start', 'end', 'timeZone', 'timeZoneRules'],
  recurrence: ['recurrence'],
  location: ['location'],
  assignees: ['assignees'],
  category: ['category'],
  color: ['color'],
  description: ['description'],
} as const satisfies Record<string, readonly (keyof EventContent)[]>;

export type Part = keyof typeof parts;
export type Side = 'mine' | 'theirs';

const labels: Record<Part, string> = {
  title: 'Title',
  when: 'When',
  recurrence: 'Repeats',
  location: 'Location',
  assignees: 'People',
  category: 'Category',
  color: 'Colour',
  description: 'Description',
};

interface Difference {
  readonly part: Part;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** Both changed it, in different ways. */
  readonly clash: boolean;
  /** The side that changed it; mine if both did. */
  readonly proposed: Side;
}

const valueOf = (content: EventContent, part: Part): string =>
  JSON.stringify(parts[part].map((field) => content[field] ?? null));

function describe(content: EventContent, part: Part, directory: Directory): string {
  switch (part) {
    case 'when': {
      const { allDay, start, end, timeZone, timeZoneRules } = content;
      if (!allDay) {
        const [first, until] = [start, end].map((wall) => wall.replace('T', ' ').slice(0, 16)) as [string, string];
        const same = start.slice(0, 10) === end.slice(0, 10);
        return `${first} – ${same ? until.slice(11) : until} (${timeZoneRules === undefined ? timeZone : 'its own time zone rules'})`;
      }
      const last = addDays(end, -1);
      return last === start ? start : `${start} – ${last}`;
    }
    case 'recurrence':
      return describeRepetition(repetitionOf(content.recurrence, content.start, zoneOf(content)));
    case 'title':
      return shownTitle(content.title);
    case 'assignees':
      return content.assignees.map((person) => isolated(shownName(nameOf(directory, person)))).join(', ') || '–';
    case 'color':
      return content.color ?? 'The calendar’s';
    default:
      return content[part] ?? '–';
  }
}

/** Where mine and theirs differ, compared with the revision that both began with. */
export function differences(
  base: EventContent | undefined,
  mine: EventContent,
  theirs: EventContent,
  directory: Directory,
): Difference[] {
  return (Object.keys(parts) as Part[])
    .filter((part) => valueOf(mine, part) !== valueOf(theirs, part))
    .map((part) => {
      const from = base === undefined ? undefined : valueOf(base, part);
      const mineChanged = valueOf(mine, part) !== from;
      const theirsChanged = valueOf(theirs, part) !== from;
      return {
        part,
        label: labels[part],
        mine: describe(mine, part, directory),
        theirs: describe(theirs, part, directory),
        clash: mineChanged && theirsChanged,
        proposed: mineChanged ? 'mine' : 'theirs',
      };
    });
}

/** Theirs, with the chosen parts of mine. */
export function combine(
  mine: EventContent,
  theirs: EventContent,
  choices: Readonly<Partial<Record<Part, Side>>>,
): EventContent {
  const taken = (Object.entries(choices) as [Part, Side][])
    .filter(([, side]) => side === 'mine')
    .flatMap(([part]): readonly (keyof EventContent)[] => parts[part]);
  // Members that the chosen side does not have are left out, as on the wire.
  const fields = new Set([...Object.keys(theirs), ...taken]) as Set<keyof EventContent>;
  const entries = [...fields]
    .map((field) => [field, (taken.includes(field) ? mine : theirs)[field]] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as EventContent;
}
