/** A client-chosen id, so that a create that is sent twice is one create. */
export const newId = (): string => crypto.randomUUID();
