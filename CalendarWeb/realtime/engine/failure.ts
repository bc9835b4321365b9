/** Why a request or an attempt to connect failed. It survives a structured clone, so that the other tabs can show it too. */
export interface Failure {
  /** In English, for the user. */
  readonly message: string;
  /** The HTTP status of a refusal; undefined if there was no answer. */
  readonly status?: number;
}

type Unknown = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;

/** Describes what was thrown, whatever it is. */
export function failureOf(error: unknown): Failure {
  if (!isObject(error)) return { message: String(error) };
  // What fetch throws has another text in each browser, and none that helps a user.
  if (error instanceof TypeError || error.name === 'TypeError') return { message: 'The service cannot be reached.' };
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return { message: 'The service does not answer.' };
  const message =
    typeof error.message === 'string' && error.message !== '' ? error.message : 'The service does not answer.';
  return typeof error.status === 'number' ? { message, status: error.status } : { message };
}

export const isFailure = (value: unknown): value is Failure =>
  isObject(value) &&
  typeof value.message === 'string' &&
  (value.status === undefined || typeof value.status === 'number');

/** Whether only another sign-in or an administrator can help: a retry alone gets the same answer. */
export const needsSomeone = ({ status }: Failure): boolean => status === 401 || status === 403;

export const isSameFailure = (a: Failure | undefined, b: Failure | undefined): boolean =>
  a?.message === b?.message && a?.status === b?.status;
