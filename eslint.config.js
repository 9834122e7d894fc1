// @ts-check
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * A folder that must not import from others: modules import downward only.
 * @param {string} folder
 * @param {string[]} others
 * @param {string} reason
 */
const boundary = (folder, others, reason) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': /** @type {const} */ ([
      'error',
      { patterns: [{ group: others.map((other) => `**/${other}/**`), message: reason }] },
    ]),
  },
});

export default defineConfig(
  globalIgnores([
    'dist/',
    '.angular/',
    '.local/',
    '.venv/',
    'src/app/api/',
    'backend/src/api/',
    '**/.aws-sam/',
  ]),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // A recursive type can only be an alias.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Event listeners may be async: they handle their errors themselves.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // What talks to a person at a terminal.
    files: ['scripts/**', 'bench/**', 'backend/local/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
      // A class whose whole content is its decorator is how Angular does it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    files: ['src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // Jasmine's matchers take methods and partial objects.
    files: ['**/*.spec.ts', 'backend/test/**', 'e2e/**'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  boundary(
    'src/app/ui',
    ['shop', 'purchases', 'calls', 'identity', 'aws', 'api'],
    'ui is below everything: it is given what it shows.',
  ),
  boundary(
    'src/app/identity',
    ['shop', 'purchases', 'calls', 'aws', 'api'],
    'identity knows nothing of pets.',
  ),
  boundary('src/app/aws', ['shop', 'purchases', 'calls', 'api'], 'aws knows nothing of pets.'),
  boundary('src/app/calls', ['shop', 'purchases', 'ui'], 'calls knows the API, not the pages.'),
  boundary(
    'src/app/pet-types',
    ['shop', 'purchases', 'frame'],
    'The types are the same in the header and in the shop.',
  ),
  boundary('src/app/shop', ['purchases'], 'shop and purchases stand side by side.'),
  boundary('src/app/purchases', ['shop'], 'shop and purchases stand side by side.'),
  boundary('src/app/identity-page', ['shop', 'purchases'], 'The chain is the same for every page.'),
  boundary('backend/src', ['local', 'test'], 'What deploys knows nothing of the local cloud.'),
  prettier,
);
