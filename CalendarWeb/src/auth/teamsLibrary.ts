import { app, authentication } from '@microsoft/teams-js';
import type { TeamsLibrary } from './teams';

// The one import of it, so that what is not used stays out. Load this module by `import()`: importing it does work already.
export const teamsLibrary: TeamsLibrary = { app, authentication };
