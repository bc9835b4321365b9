import type { Claims } from '@calendar-realtime/realtime';

/** The signed-in user, by the claims of the token. For display only: the API validates the access token itself. */
export interface Account {
  readonly name: string;
  /** The sign-in name, `adele@contoso.example`. */
  readonly userName: string;
  readonly tenantId: string;
  /** The object id; also this person's id in the directory. */
  readonly userId: string;
  readonly canWrite: boolean;
}

/** The scopes that allow writing, as `api://{client id}/{scope}` or by the name alone; docs/entra.md says when it is the second. */
const writing = /(^|[\s/])(Calendars\.ReadWrite|access_as_user)(\s|$)/;

export function accountOf(claims: Claims, scope: string | undefined): Account {
  const claim = (name: string) => textOf(claims[name]) ?? '';
  const userName = claim('preferred_username');
  return {
    name: claim('name') || userName || 'Signed in',
    userName,
    tenantId: claim('tid'),
    userId: claim('oid') || claim('sub'),
    canWrite: scope === undefined || writing.test(scope),
  };
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
