import { app, authentication } from '@microsoft/teams-js';
import type { TeamsLibrary } from './teams';

// The only import of the library, so that unused parts are left out. Load this module by `import()`, because importing it has side effects.
export const teamsLibrary: TeamsLibrary = { app, authentication };
