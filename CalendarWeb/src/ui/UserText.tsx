import { plain } from './text';

/** A text that a user wrote. It has a direction of its own, which does not change the text around it. */
export const UserText = ({ children }: { readonly children: string }) => <bdi>{plain(children)}</bdi>;
