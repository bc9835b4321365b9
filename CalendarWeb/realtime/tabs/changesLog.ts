import { joined } from '../engine/syncAsking.ts';
import type { ChangesPage, Position } from '../engine/wire.ts';

/** How much a tab remembers for others that missed it: catch-ups, and items in all of them. */
const maxPages = 64;
const maxItems = 2_000;

/** The latest catch-ups that this tab took part in, for another tab that was not listening. */
export class ChangesLog {
  private pages: ChangesPage[] = [];

  add(page: ChangesPage): void {
    const last = this.pages.at(-1);
    // What does not continue it begins anew: another epoch, or a gap that a full read closed.
    if (last !== undefined && (last.epoch !== page.epoch || page.from > last.to)) this.pages = [];
    else if (last !== undefined && page.to <= last.to) return;
    this.pages.push(page);
    while (this.pages.length > maxPages || (this.pages.length > 0 && this.items > maxItems)) this.pages.shift();
  }

  /** All that lies after the position, or undefined when that is not known in full. */
  since({ epoch, version }: Position): ChangesPage | undefined {
    const first = this.pages.findIndex((page) => page.epoch === epoch && page.to > version);
    const found = first < 0 ? [] : this.pages.slice(first);
    return found[0] !== undefined && found[0].from <= version ? joined(found) : undefined;
  }

  private get items(): number {
    return this.pages.reduce((sum, { calendars, events }) => sum + calendars.length + events.length, 0);
  }
}
