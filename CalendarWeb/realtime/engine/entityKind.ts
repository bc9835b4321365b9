/** An item of any kind: what synchronisation knows of it. */
export interface Entity {
  readonly id: string;
  /** The tenant's version at which the item was last written or deleted. */
  readonly version: number;
  /**
   * In changes: this client may see more or less of the item's children than before. Those that did not change are not
   * listed, so a full read is needed.
   */
  readonly readInFull?: boolean | null;
}

/** What is left of a deleted item. */
export interface Tombstone extends Entity {
  readonly deleted: true;
}

/** A kind of items. Each kind is declared once and registered in `entityKinds.ts`. The engine knows no kind by name. */
export interface EntityKind<T extends Entity = Entity> {
  /** `event` */
  readonly name: string;
  /** `events`: the name of the array in a page of changes. */
  readonly plural: string;
  /**
   * The kind that items of this kind belong to; their member `{parent}Id` names the item. They are deleted with it, and the
   * changes do not list them then. A parent has no parent itself: a deletion is checked for the item and its parent only.
   */
  readonly parent?: EntityKind;
  /** Whether something that another tab sent has the members that are needed to store and draw it. */
  isItem(value: Readonly<Record<string, unknown>>): boolean;
  /** Whether an item replaces the stored one, although both have the same version. Without it, it does not. */
  replaces?(stored: T, item: T): boolean;
}

/** Something with an array of items for each kind: a page of changes, a full read. An older service does not have all of them. */
type ByKind = Readonly<Record<string, unknown>>;

export const isTombstone = (item: Entity | Tombstone): item is Tombstone => 'deleted' in item;

/** The items of one kind; undefined if there is no array for it. */
export const itemsOf = <T extends Entity>(from: object, kind: EntityKind<T>): readonly (T | Tombstone)[] | undefined =>
  (from as ByKind)[kind.plural] as readonly (T | Tombstone)[] | undefined;

/** The items of all kinds. */
export const allItems = (from: object, kinds: readonly EntityKind[]): readonly (Entity | Tombstone)[] =>
  kinds.flatMap((kind) => itemsOf(from, kind) ?? []);

/** An array for each kind, made by `items`. */
export const forEachKind = (kinds: readonly EntityKind[], items: (kind: EntityKind) => readonly Entity[]): object =>
  Object.fromEntries(kinds.map((kind) => [kind.plural, items(kind)]));

/** The id of the item that this one belongs to; undefined for a kind without a parent. */
export const parentIdOf = ({ parent }: EntityKind, item: object): unknown =>
  parent === undefined ? undefined : (item as Readonly<Record<string, unknown>>)[`${parent.name}Id`];

/** Identifies an item among those of its kind. Ids contain no slash, so a key is unambiguous. */
export const keyOf = (kind: EntityKind, item: Entity): string =>
  kind.parent === undefined ? item.id : `${String(parentIdOf(kind, item))}/${item.id}`;
