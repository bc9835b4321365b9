import type { EntityKind } from '../engine/entityKind.ts';
import { allItems } from '../engine/entityKind.ts';
import { entityKinds } from '../engine/entityKinds.ts';
import { joined } from '../engine/syncAsking.ts';
import type { ChangesPage, Position } from '../engine/wire.ts';

/** How much a tab keeps for tabs that missed it: the number of catch-ups, and of items in all of them. */
const maxPages = 64;
const maxItems = 2_000;

/** The latest catch-ups of this tab, for another tab that missed them. */
export class ChangesLog {
  private pages: ChangesPage[] = [];
  private readonly kinds: readonly EntityKind[];

  constructor(kinds: readonly EntityKind[] = entityKinds) {
    this.kinds = kinds;
  }

  add(page: ChangesPage): void {
    const last = this.pages.at(-1);
    // A page that does not continue the log replaces it: another epoch, or a gap that a full read closed.
    if (last !== undefined && (last.epoch !== page.epoch || page.from > last.to)) this.pages = [];
    else if (last !== undefined && page.to <= last.to) return;
    this.pages.push(page);
    while (this.pages.length > maxPages || (this.pages.length > 0 && this.items > maxItems)) this.pages.shift();
  }

  /** All changes after the position, or undefined if they are not all here. */
  since({ epoch, version }: Position): ChangesPage | undefined {
    const first = this.pages.findIndex((page) => page.epoch === epoch && page.to > version);
    const found = first < 0 ? [] : this.pages.slice(first);
    return found[0] !== undefined && found[0].from <= version ? joined(found, this.kinds) : undefined;
  }

  private get items(): number {
    return this.pages.reduce((sum, page) => sum + allItems(page, this.kinds).length, 0);
  }
}
