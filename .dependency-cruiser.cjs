/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-electron-below-the-shell',
      severity: 'error',
      from: { path: '^src/(shared|core|platform|engine|studio|workers|cli|contract|server)' },
      to: { path: '(^|/)electron(/|$)', reachable: true },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/(core|shared)', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'stages-are-strangers',
      severity: 'error',
      from: { path: '^src/core/stages/([^/]+)/' },
      to: { path: '^src/core/stages/', pathNot: '^src/core/stages/$1/' },
    },
    {
      name: 'hosts-never-load-models',
      severity: 'error',
      from: { path: '^src/(cli|studio|engine/host|engine/protocol)' },
      to: { path: '(onnxruntime-node|^src/platform/onnx|^src/engine/server)', reachable: true },
    },
    {
      name: 'pages-see-the-contract-only',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/(platform|engine|studio|main|server|cli|workers)/', reachable: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d\\.ts|\\.test\\.ts)$|^(tests|bench|e2e)/' },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['node', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
