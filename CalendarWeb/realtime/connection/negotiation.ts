import type { HttpRequest } from '@microsoft/signalr';
import { DefaultHttpClient, HttpClient, HttpError, HttpResponse, NullLogger } from '@microsoft/signalr';
import type { Clock } from './clock.ts';
import { retryAfterAtMost } from '../engine/syncTimes.ts';
import { claimsOf } from './tokenClaims.ts';

/**
 * Negotiates with the calendar's API instead of leaving this to the library, which hides the details of a refusal and the expiry
 * of the client token. The library does the rest (the service's own negotiation, fallback transports).
 */
export class Negotiation extends HttpClient {
  /** The status of a refusal, its reason, and its Retry-After in milliseconds. */
  refusal: { readonly status: number; readonly message: string; readonly retryAfter: number | undefined } | undefined;
  /** When the client token expires, by the given clock; Infinity if unknown. */
  expiresAt = Infinity;
  private readonly library = new DefaultHttpClient(NullLogger.instance);
  private readonly url: string;
  private readonly clock: Clock;

  constructor(url: string, clock: Clock) {
    super();
    this.url = url;
    this.clock = clock;
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const target = new URL(request.url ?? '', document.baseURI);
    const own = new URL(`${this.url}/negotiate`, document.baseURI);
    if (target.origin !== own.origin || target.pathname !== own.pathname) return this.library.send(request);

    const response = await fetch(target, {
      method: 'POST',
      headers: request.headers ?? {},
      cache: 'no-store',
      signal: AbortSignal.timeout(request.timeout ?? 100_000),
    });
    if (!response.ok) {
      const { status, headers } = response;
      this.refusal = {
        status,
        message: await reasonOf(response),
        retryAfter: readRetryAfter(headers.get('Retry-After')),
      };
      throw new HttpError(response.statusText, response.status);
    }
    const text = await response.text();
    this.expiresAt = this.clock.now() + lifetimeOf(text);
    return new HttpResponse(response.status, response.statusText, text);
  }

  override getCookieString(url: string): string {
    return this.library.getCookieString(url);
  }
}

/** The detail of a problem (RFC 9457). A proxy may answer with anything. */
async function reasonOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => undefined)) as { detail?: unknown } | null | undefined;
  return typeof problem?.detail === 'string' ? problem.detail : `The service answered ${response.status}.`;
}

/**
 * `Retry-After` (RFC 9110 §10.2.3) in milliseconds: seconds or a date, at most ten minutes. Undefined if absent or invalid.
 */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1_000, retryAfterAtMost);
  const date = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), retryAfterAtMost);
}

/**
 * The lifetime of the client token in a negotiation's answer, in milliseconds: `exp` less `nbf` or `iat` (RFC 7519 §4.1), which
 * does not depend on this machine's clock. Infinity if unknown; then an expiry looks like any other lost connection.
 */
export function lifetimeOf(answer: string): number {
  try {
    const { accessToken } = JSON.parse(answer) as { accessToken: string };
    const { exp, nbf, iat } = claimsOf(accessToken);
    if (typeof exp !== 'number') return Infinity;
    const begin = typeof iat === 'number' ? iat : typeof nbf === 'number' ? nbf : Date.now() / 1_000;
    return Math.max(0, exp - begin) * 1_000;
  } catch {
    return Infinity;
  }
}
