// Lint rules. ESLint looks for faults; form is prettier's, and imports across walls are dependency-cruiser's.

import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const ROOT = `${import.meta.dirname}/..`;

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];

/** Tools that read a default export and nothing else. */
const CONFIG_FILES = [
  '**/*.config.{ts,js}',
  'build/dependency-cruiser.cjs',
  'build/packaging/after-pack.cjs',
];

const NO_DEFAULT_EXPORT = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: a thing has one name in the whole project.',
  },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Export by name: a thing has one name in the whole project.',
  },
];

/** `null` as a type is for SQL, JSON and the DOM; everything else says `undefined`. */
const NO_NULL_TYPE = [
  { selector: 'TSNullKeyword', message: 'Say undefined; null stays where SQL or JSON force it.' },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'release/',
      '.tsbuild/',
      '.bench/',
      'ts/wire/generated/',
      'test-results/',
      'playwright-report/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'performance',
          'require',
          'module',
          '__dirname',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
    },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: ROOT } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@signalapp/sqlcipher',
              importNames: ['default'],
              message:
                'Import { Database }: the default is another thing in the CommonJS bundle than in Node.',
            },
          ],
        },
      ],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      // Wire formats have control characters.
      'no-control-regex': 'off',
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
    },
  },
  {
    files: ['ts/**/*.ts'],
    // SQL, JSON of a server, and the signatures of Node's own sockets.
    ignores: ['ts/store/**', 'ts/local-network/**', 'ts/network/transport/**'],
    rules: { 'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT, ...NO_NULL_TYPE] },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}', 'test/renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    // No classes there whose methods could lose their `this`: contexts and hooks are taken apart by design.
    files: ['src/renderer/**', 'test/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Programs that speak to a person at a terminal.
    files: ['build/**', 'ts/local-network/cli.ts', 'test/bench/**', 'integration-test/engines/story.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**', 'integration-test/**'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test hands odd values to code on purpose.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Playwright finds out what a test needs from the destructured names, even when there are none.
    files: ['integration-test/**'],
    rules: { 'no-empty-pattern': 'off' },
  },
  { files: CONFIG_FILES, rules: { 'no-restricted-syntax': 'off' } },
);
