/** The directions of ARCHITECTURE.md, as rules. Each comment is the sentence a developer sees when it is broken. */
const LAYERS = [
  ['access', 'laptops', 'people'],
  ['groups', 'events', 'reach'],
  ['timetable', 'attendance', 'attention', 'door', 'handover', 'shortLinks', 'answers', 'forms'],
  ['finance', 'achievements', 'certificates', 'draws', 'nameBadges', 'paper'],
  ['tablets', 'messages'],
  ['insights', 'notifications', 'conditions', 'funnel', 'members', 'eventPlans'],
];
const SLICES = LAYERS.flat();

const slicesFlowDownwards = LAYERS.slice(0, -1).map((layer, depth) => ({
  name: `slices-flow-downwards-${depth}`,
  comment: 'A slice may import only slices of the layers below it.',
  severity: 'error',
  from: { path: `^src-core/(${layer.join('|')})/` },
  to: {
    path: `^src-core/(${LAYERS.slice(depth + 1)
      .flat()
      .join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-knows-no-host',
      comment: 'The core imports no electron, hono, react and no host.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: {
        path: '^src-(main|relay|renderer)/|node_modules/(electron|hono|@hono|react|react-dom|@mantine)/',
      },
    },
    {
      name: 'hosts-do-not-know-each-other',
      comment: 'What desk and relay share stands in the core.',
      severity: 'error',
      from: { path: '^src-(main|relay)/', pathNot: '\\.test\\.ts$|\\.test-support\\.ts$' },
      to: { path: '^src-(main|relay)/', pathNot: '^src-$1/' },
    },
    {
      name: 'store-and-documents-know-no-slice',
      severity: 'error',
      from: { path: '^src-core/(store|documents|sync)/' },
      to: { path: `^src-core/(${SLICES.join('|')}|api\\.ts)` },
    },
    {
      name: 'slices-do-not-know-the-api',
      comment: 'The demo stands beside api.ts: it fills every slice, and no slice knows it.',
      severity: 'error',
      from: { path: `^src-core/(${SLICES.join('|')})/` },
      to: { path: '^src-core/(api\\.ts$|demo/)' },
    },
    {
      name: 'slices-meet-at-their-index',
      comment: 'Another slice is imported only through its index.ts.',
      severity: 'error',
      from: { path: `^src-core/(${SLICES.join('|')})/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^src-core/(${SLICES.join('|')})/`, pathNot: ['^src-core/$1/', '/index\\.ts$'] },
    },
    ...slicesFlowDownwards,
    {
      name: 'renderer-takes-types-and-pure-rules',
      comment: 'The renderer may import types of the core, and its pure *.rules.ts and *.texts.ts.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: {
        path: '^src-(core|main|relay)/',
        pathNot: '\\.(rules|texts)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-are-pure',
      comment: '*.rules.ts and *.texts.ts have no database, no clock, no I/O.',
      severity: 'error',
      from: { path: '\\.(rules|texts)\\.ts$' },
      to: { path: '^src-core/', pathNot: '\\.(rules|texts)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-do-no-io',
      severity: 'error',
      from: {
        path: '\\.(rules|texts)\\.ts$|^src-renderer/(?!(portal/)?vite\\.config)',
        pathNot: '\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-stays-in-its-folder',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/electron/' },
      to: { path: 'node_modules/(electron|electron-updater)/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(src-|migrations)', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tests/|\\.test\\.tsx?$' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
