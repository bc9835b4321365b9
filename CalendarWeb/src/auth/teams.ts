import { within } from './within';

/** The used part of the Teams JavaScript library. */
export interface TeamsLibrary {
  readonly app: {
    initialize(): Promise<void>;
    getContext(): Promise<{
      readonly app: { readonly theme: string };
      readonly user?: { readonly loginHint?: string };
    }>;
    registerOnThemeChangeHandler(handler: (theme: string) => void): void;
    notifySuccess(): Promise<unknown>;
  };
  readonly authentication: {
    getAuthToken(): Promise<string>;
    authenticate(window: { url: string; width: number; height: number }): Promise<string>;
    notifySuccess(result?: string): void;
    notifyFailure(reason?: string): void;
  };
}

/** Ordinary visitors never load the library: only a page in a frame does, or in the web view of Teams on phones, which is not a frame. */
export const mayBeInTeams = (page: Window): boolean => page.parent !== page || 'nativeInterface' in page;

/** Whether the host is Teams or speaks its protocol (Outlook, Microsoft 365). Any other page never answers. */
export async function connect({ app }: TeamsLibrary, patience = 8_000): Promise<boolean> {
  try {
    await within(app.initialize(), patience, 'No answer.');
    return true;
  } catch {
    return false;
  }
}

/** Applies Teams' theme instead of the browser's; see `data-theme` in styles.css. */
export async function followTheme({ app }: TeamsLibrary, root: HTMLElement = document.documentElement): Promise<void> {
  const show = (theme: string) => {
    root.dataset.theme = theme;
  };
  app.registerOnThemeChangeHandler(show);
  show((await app.getContext()).app.theme);
}
