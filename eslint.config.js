import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Which layer may import which (DESIGN section 2). Everything not listed is refused. */
const may = {
  shared: [],
  math: [],
  timeline: ['shared'],
  audio: ['shared', 'timeline'],
  ports: ['shared', 'timeline', 'audio'],
  'stage-vad': ['shared', 'timeline', 'audio', 'ports'],
  // The cascade of recognisers steps down as models on devices do.
  'stage-asr': ['shared', 'timeline', 'audio', 'ports', 'devices'],
  'stage-align': ['shared', 'timeline', 'audio', 'ports'],
  'stage-diarize': ['shared', 'math', 'timeline', 'audio', 'ports'],
  'stage-attribute': ['shared', 'timeline', 'audio', 'ports'],
  'stage-layout': ['shared', 'timeline', 'audio', 'ports'],
  'stage-crosstalk': ['shared', 'timeline', 'audio', 'ports'],
  models: ['shared'],
  sources: ['shared'],
  'remote-asr': ['shared', 'timeline', 'ports', 'sources'],
  llm: ['shared', 'timeline', 'ports', 'metrics', 'sources'],
  settings: ['shared', 'document', 'llm', 'remote-asr', 'sources'],
  devices: ['shared', 'timeline', 'audio', 'ports'],
  cues: ['shared', 'timeline'],
  metrics: ['shared', 'math', 'timeline'],
  // A correction of all turns gives the words their speakers as the pipeline does.
  document: ['shared', 'timeline', 'cues', 'stage-attribute'],
  'stage-translate': ['shared', 'timeline', 'ports', 'llm', 'cues', 'metrics', 'document'],
  'stage-classify': ['shared', 'timeline', 'ports', 'llm', 'cues', 'metrics', 'document'],
  'stage-summarize': ['shared', 'timeline', 'ports', 'llm', 'cues', 'metrics', 'document'],
  // A file in one language has long lines divided as its translation wishes.
  formats: ['shared', 'timeline', 'document', 'stage-translate'],
  captions: ['shared', 'timeline', 'document', 'formats'],
  // A translation is judged by the terms and the reading speed that it was made for.
  evaluate: ['shared', 'timeline', 'metrics', 'document', 'cues', 'stage-translate'],
  pipeline: [
    'shared',
    'timeline',
    'audio',
    'ports',
    'stage-vad',
    'stage-asr',
    'stage-align',
    'stage-diarize',
    'stage-attribute',
    'stage-layout',
    'stage-crosstalk',
    'cues',
    'document',
  ],
  queue: ['shared', 'timeline', 'pipeline', 'document', 'formats', 'llm', 'remote-asr'],
  voices: ['shared', 'timeline', 'math', 'document'],
  // A translation is checked by what its run keeps to: terms, tu and vous.
  quality: ['shared', 'timeline', 'cues', 'document', 'stage-translate'],
  snippets: ['shared', 'timeline', 'document'],
  doubts: ['shared', 'timeline', 'document', 'cues', 'quality'],
  // Why another recogniser took over is told from what native code said.
  writers: ['shared', 'timeline', 'document', 'devices'],
};
const core = Object.keys(may).filter((type) => type !== 'shared');
Object.assign(may, {
  'platform-onnx': ['shared', ...core, 'platform'],
  platform: ['shared', ...core],
  protocol: ['shared', ...core],
  // A job's process owns the processes of its recognisers.
  'engine-server': ['shared', ...core, 'platform', 'platform-onnx', 'protocol', 'engine-host'],
  'engine-host': ['shared', 'protocol'],
  worker: ['shared', 'engine-server', 'protocol'],
  contract: ['shared', ...core],
  studio: ['shared', ...core, 'platform', 'protocol', 'engine-host', 'contract'],
  cli: ['shared', ...core, 'studio', 'contract', 'server'],
  server: ['shared', ...core, 'studio', 'contract'],
  main: ['shared', ...core, 'studio', 'contract', 'protocol', 'engine-host'],
  preload: ['contract'],
  renderer: ['shared', ...core, 'contract'],
  check: [
    'shared',
    ...core,
    'platform',
    'platform-onnx',
    'protocol',
    'engine-server',
    'engine-host',
    'contract',
    'studio',
    'cli',
    'worker',
    'server',
    'main',
    'preload',
    'renderer',
  ],
});
const stageTypes = [
  'vad',
  'asr',
  'align',
  'diarize',
  'attribute',
  'layout',
  'crosstalk',
  'translate',
  'classify',
  'summarize',
].map((name) => ({
  type: `stage-${name}`,
  pattern: `src/core/stages/${name}`,
}));
const coreTypes = [
  'math',
  'timeline',
  'audio',
  'ports',
  'models',
  'sources',
  'remote-asr',
  'llm',
  'settings',
  'devices',
  'cues',
  'metrics',
  'document',
  'formats',
  'captions',
  'evaluate',
  'pipeline',
  'queue',
  'voices',
  'quality',
  'doubts',
  'writers',
  'snippets',
].map((name) => ({ type: name, pattern: `src/core/${name}` }));

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'coverage/**',
      'build/stubs/**',
      'voxlane-output/**',
      '.dependency-cruiser.cjs',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['core', 'node', 'main', 'preload', 'web', 'test', 'e2e'].map((name) => `./tsconfig.${name}.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.json'] } },
      'boundaries/include': ['src/**/*.{ts,tsx}', 'tests/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts'],
      'boundaries/elements': [
        { type: 'shared', pattern: 'src/shared' },
        ...stageTypes,
        ...coreTypes,
        { type: 'platform-onnx', pattern: 'src/platform/onnx' },
        { type: 'platform', pattern: 'src/platform/*' },
        { type: 'protocol', pattern: 'src/engine/protocol' },
        { type: 'engine-server', pattern: 'src/engine/server' },
        { type: 'engine-host', pattern: 'src/engine/host' },
        { type: 'worker', pattern: 'src/workers' },
        { type: 'contract', pattern: 'src/contract' },
        { type: 'studio', pattern: 'src/studio' },
        { type: 'cli', pattern: 'src/cli' },
        { type: 'server', pattern: 'src/server' },
        { type: 'main', pattern: 'src/main' },
        { type: 'preload', pattern: 'src/preload' },
        { type: 'renderer', pattern: 'src/renderer' },
        { type: 'check', pattern: ['tests', 'bench', 'e2e'] },
      ],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(may).map(([type, to]) => ({
            from: { element: { type } },
            allow: { to: { element: { types: { anyOf: [type, ...to] } } } },
          })),
        },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
      ],
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['node:*', 'onnxruntime-*', 'electron', 'electron/*'] }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/core/**', 'src/shared/**', 'src/main/**', 'src/preload/**', 'src/platform/onnx/**', '**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['electron', 'electron/*', 'onnxruntime-*'] }] },
  },
  {
    files: ['src/main/**/*.ts', 'src/preload/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['onnxruntime-*'] }] },
  },
  {
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/window/create-window.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
        {
          selector: 'NewExpression[callee.name=/^(BrowserWindow|BaseWindow|WebContentsView)$/]',
          message: 'Windows are made by createWindow only.',
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // No compiler is in use that a virtual list could confuse.
      'react-hooks/incompatible-library': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', { patterns: ['electron', 'electron/*', 'node:*', 'onnxruntime-*'] }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text comes from outside: no HTML sinks.' },
        { property: 'outerHTML', message: 'Text comes from outside: no HTML sinks.' },
        { property: 'insertAdjacentHTML', message: 'Text comes from outside: no HTML sinks.' },
        { property: 'dangerouslySetInnerHTML', message: 'Text comes from outside: no HTML sinks.' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' },
    },
  },
  { files: ['*.config.ts', '*.config.js', '*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.test.ts', 'tests/**', 'bench/**', 'e2e/**'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
);
