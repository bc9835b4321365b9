import { plain } from './text';

/** A text that people wrote: its direction is its own, and does not reach the text around it. */
export const UserText = ({ children }: { readonly children: string }) => <bdi>{plain(children)}</bdi>;
