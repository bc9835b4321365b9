import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

/** The arrows between folders, realtime and lib → features → app: what each may not import. */
const arrows = (files, forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: forbidden.map(([group, message]) => ({ group, message })),
      },
    ],
  },
});
const feature = (name, others) =>
  arrows(
    [`src/features/${name}/**`],
    [
      [['@/app/*', '**/app/*'], 'A feature does not know the app that composes it.'],
      ...others.map((other) => [
        [`@/features/${other}/*`, `**/${other}/*`],
        'Features do not import each other: share through lib, compose in app.',
      ]),
    ],
  );
const features = ['editor', 'grid', 'session', 'sidebar', 'status', 'toasts'];

export default ts.config(
  { ignores: ['dist', 'coverage'] },
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
  arrows(
    ['src/realtime/**'],
    [
      [
        ['react', 'react-dom', '@/lib/*', '@/features/*', '@/app/*', '../*'],
        'realtime stands alone: any front end may use it.',
      ],
    ],
  ),
  arrows(
    ['src/lib/**'],
    [[['@/features/*', '@/app/*', '../features/*', '../app/*'], 'lib → features → app, never back.']],
  ),
  ...features.map((name) =>
    feature(
      name,
      features.filter((other) => other !== name),
    ),
  ),
  // Where the platform has no reportError, the console is where uncaught errors go.
  { files: ['src/realtime/reporting.ts'], rules: { 'no-console': 'off' } },
  { files: ['eslint.config.js'], extends: [ts.configs.disableTypeChecked] },
);
