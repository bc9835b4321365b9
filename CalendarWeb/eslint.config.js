import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

const arrows = (files, forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: forbidden.map(([group, message]) => ({ group, message })) }],
  },
});
const stands = [['**/testing', '**/testing/**'], 'What is in a folder named testing is for tests.'];
/** What the files of a room may not import, each with the reason; its tests may also use the test stands. */
const room = (folder, ...forbidden) => [
  arrows([`${folder}/**`], [...forbidden, stands]),
  arrows([`${folder}/**/*.test.{ts,tsx}`], forbidden),
];

// The package: engine → connection → api, tabs → realtime.ts.
const alone = [
  ['react', 'react-dom', '@/**', '**/src/**', '@calendar-realtime/**'],
  'The package stands alone: any front end may use it.',
];
const notAbove = (...names) => [
  [...names.map((name) => `**/${name}/*`), '../realtime.ts', '../index.ts'],
  'engine → connection → api, tabs → realtime.ts, never back.',
];
const realtime = [
  ...room('realtime', alone),
  ...room('realtime/engine', alone, notAbove('connection', 'api', 'tabs')),
  ...room('realtime/connection', alone, notAbove('api', 'tabs')),
  ...room('realtime/api', alone, notAbove('tabs')),
  ...room('realtime/tabs', alone, notAbove('api')),
  arrows(['realtime/testing/**'], [alone]),
];

// The app: auth, ui → calendar → features → app.
const inside = [
  [
    '**/realtime/engine/**',
    '**/realtime/connection/**',
    '**/realtime/api/**',
    '**/realtime/tabs/**',
    '**/realtime/*.ts',
  ],
  'Only what the package exports: @calendar-realtime/realtime.',
];
const not = (...names) => [
  names.flatMap((name) => [`@/${name}/**`, `@/${name}`, `**/${name}/**`]),
  'auth, ui → calendar → features → app, never back.',
];
const features = ['editor', 'grid', 'session', 'sidebar', 'status', 'toasts'];
const app = [
  ...room('src', inside),
  ...room('src/auth', inside, not('ui', 'calendar', 'features', 'app')),
  ...room('src/ui', inside, not('auth', 'calendar', 'features', 'app')),
  ...room('src/calendar', inside, not('auth', 'ui', 'features', 'app')),
  ...features.flatMap((name) =>
    room(`src/features/${name}`, inside, not('app'), [
      features.filter((other) => other !== name).flatMap((other) => [`@/features/${other}/*`, `**/${other}/*`]),
      'Features do not import each other: share through calendar or ui, compose in app.',
    ]),
  ),
  arrows(['src/testing/**'], [inside]),
];

export default ts.config(
  { ignores: ['**/dist', 'coverage', 'realtime/engine/wireTypes.ts'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  hooks.configs.flat['recommended-latest'],
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      // Taking a member out of an object names it without using it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...realtime,
  ...app,
  // Where the platform has no reportError, the console is where uncaught errors go.
  { files: ['realtime/connection/reporting.ts'], rules: { 'no-console': 'off' } },
  { files: ['eslint.config.js'], extends: [ts.configs.disableTypeChecked] },
);
