import type { Claims } from '@calendar-realtime/realtime';
import type { TeamsLibrary } from '@/auth/teams';

/** An unsigned token with these claims: the tests do not check signatures. */
export function tokenWith(claims: Claims): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const payload = btoa(String.fromCharCode(...bytes));
  return `e30.${payload.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.none`;
}

/** Teams as a tab sees it. `answers` are returned in turn, the last one repeatedly; an Error is a refusal. */
export class FakeTeams implements TeamsLibrary {
  asked = 0;
  readonly windows: string[] = [];
  readonly said: string[] = [];
  theme = 'default';
  loginHint: string | undefined;
  popup: () => Promise<string> = () => Promise.resolve('');
  initialize: () => Promise<void> = () => Promise.resolve();
  changeTheme: (theme: string) => void = () => undefined;
  answers: readonly (string | Error | Promise<string>)[];

  constructor(answers: readonly (string | Error | Promise<string>)[] = []) {
    this.answers = answers;
  }

  readonly app: TeamsLibrary['app'] = {
    initialize: () => this.initialize(),
    getContext: () =>
      Promise.resolve({
        app: { theme: this.theme },
        ...(this.loginHint !== undefined && { user: { loginHint: this.loginHint } }),
      }),
    registerOnThemeChangeHandler: (handler) => {
      this.changeTheme = handler;
    },
    notifySuccess: () => {
      this.said.push('app success');
      return Promise.resolve();
    },
  };

  readonly authentication: TeamsLibrary['authentication'] = {
    getAuthToken: async () => {
      const answer = this.answers[Math.min(this.asked++, this.answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return (await answer) ?? '';
    },
    authenticate: ({ url }) => {
      this.windows.push(url);
      return this.popup();
    },
    notifySuccess: () => this.said.push('popup success'),
    notifyFailure: (reason) => this.said.push(`popup failure: ${reason ?? ''}`),
  };
}
