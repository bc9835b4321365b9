export type Claims = Readonly<Record<string, unknown>>;

/**
 * What a JSON Web Token says (RFC 7519), unchecked: to be shown, or to be compared by whoever was handed the token.
 * A text that is no such token is an error.
 */
export function claimsOf(token: string): Claims {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}
