import { readRetryAfter } from '../connection/negotiation.ts';

/** A problem (RFC 9457) of the API; `/problems` lists the values of `type`. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly current?: unknown;
  /** Where and why a file could not be read. */
  readonly line?: number;
  readonly reason?: string;
}

function textOf(status: number, { title, detail, line, reason }: Problem): string {
  if (reason !== undefined) return line === undefined ? reason : `Line ${line}: ${reason}`;
  return detail ?? title ?? `The service answered ${status}.`;
}

/** An error response of the API. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** The Retry-After in milliseconds, as far as it is obeyed. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(textOf(status, problem));
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The name in the problem's type: `/problems/not-found` is `not-found`. */
  get kind(): string {
    return this.problem.type?.split('/').pop() ?? '';
  }

  get errors(): Readonly<Record<string, readonly string[]>> {
    return this.problem.errors ?? {};
  }

  /** Whether a retry would get the same answer. That is not so after a 429, a 5xx or a 401. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 429].includes(this.status);
  }
}

/** Whether an error says nothing about what was asked for: there was no answer, the access token was refused, or the service is in trouble. */
export const isOfService = (error: unknown): boolean =>
  !(error instanceof ApiError) || [401, 429, 502, 503, 504].includes(error.status);

/** The error that an error response stands for. */
export async function errorOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  // A proxy may answer with anything, also under this name.
  const problem = isProblem ? ((await response.json().catch(() => ({}))) as Problem) : {};
  return new ApiError(response.status, problem, readRetryAfter(response.headers.get('Retry-After')));
}
