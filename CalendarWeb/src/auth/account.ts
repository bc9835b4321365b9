import type { Claims } from '@calendar-realtime/realtime';

/** Who is signed in, as their token says. The API decides by its own reading of the access token, never by this. */
export interface Account {
  readonly name: string;
  /** The sign-in name, `adele@contoso.example`: also how this person is named among assignees. */
  readonly userName: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly canWrite: boolean;
}

/** What allows writing, as `api://{client id}/{scope}` or by the name alone; docs/entra.md says when it is the second. */
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
