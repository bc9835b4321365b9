export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of a JSON Web Token (RFC 7519), not validated: for display, or for comparison by the code that received the token.
 * Throws if the text is not such a token.
 */
export function claimsOf(token: string): Claims {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}
