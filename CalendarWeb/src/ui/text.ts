/** Embeddings, overrides and isolates (UAX #9): an unclosed one would turn the text around it. Marks such as U+200F stay. */
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g;

/** A character that leaves a mark on the screen: no control, format, space, combining mark or filler. */
const visible = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A text that a user wrote, as it is shown in an element of its own (`bdi`). */
export const plain = (text: string): string => text.replace(bidiControls, '');

/** The same for a place without elements (an attribute, an option), isolated from the text around it: FSI … PDI. */
export const isolated = (text: string): string => `\u2068${plain(text)}\u2069`;

const named = (text: string, otherwise: string): string => (visible.test(text) ? plain(text) : otherwise);

/** A title as it is shown. Words replace a title without a visible character. */
export const shownTitle = (title: string): string => named(title, '(no title)');

/** The same for the name of a calendar, a person or a file. */
export const shownName = (name: string): string => named(name, '(no name)');
