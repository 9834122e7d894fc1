// Which code may use which: `depcruise`, a part of `npm test -- lint`.

/** The layers of each package. A layer may import only those listed before it. */
const LAYERS = {
  // Of folders in one line, none may import another.
  '': [
    'src|backend/src|local-cloud/src',
    'local-cloud/testing',
    'scripts',
    'backend/test|local-cloud/test',
    'e2e',
    'bench',
  ],
  // The page.
  'src/app/': [
    'ui',
    'config',
    'auth',
    'aws',
    'trace',
    'api',
    'api-client',
    'pet-types',
    'shop|purchases|chain',
    'layout',
  ],
  // What deploys.
  'backend/src/': ['api', 'table', 'http', 'auth', 'logic', 'handlers'],
};

/** For each folder, what it must not import: its own layer's other folders, and all later layers. */
const layerRules = Object.entries(LAYERS).flatMap(([parent, layers]) =>
  layers.map((folders, layer) => ({
    name: `${parent}(${folders}) imports only layers listed before it`,
    severity: 'error',
    from: { path: `^${parent}(${folders})/` },
    to: {
      path: `^${parent}(${layers.slice(layer).join('|')})/`,
      pathNot: `^${parent}$1/`,
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no folder of the page imports the app that holds it',
      severity: 'error',
      from: { path: '^src/app/[^/]+/' },
      to: { path: '^src/app/[^/]+$' },
    },
    {
      name: 'handlers reach the table through the logic',
      severity: 'error',
      from: { path: '^backend/src/handlers/' },
      to: { path: '^backend/src/table/' },
    },
    { name: 'no two files import each other', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules|coverage)/' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    // Types count too.
    tsPreCompilationDeps: true,
  },
};
