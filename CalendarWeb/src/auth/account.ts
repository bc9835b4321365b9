/** Who is signed in, as their token says. The API decides by its own reading of the access token, never by this. */
export interface Account {
  readonly name: string;
  /** The sign-in name, `adele@contoso.example`: also how this person is named among assignees. */
  readonly userName: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly canWrite: boolean;
}

export type Claims = Readonly<Record<string, unknown>>;

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

/** A JWT's claims, unchecked: what is shown may be believed to whoever handed the token over. */
export function claimsOf(token: string): Claims {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}
