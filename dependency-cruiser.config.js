// Which code may use which: `depcruise`, a part of `npm test -- lint`.

/** Of each house its rooms, the lowest first. A room uses only rooms above it in the list. */
const HOUSES = {
  // Side by side, in one line: neither uses the other.
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

/** For each room, what it must not use: the rooms beside it and all that are higher. */
const oneWay = Object.entries(HOUSES).flatMap(([house, floors]) =>
  floors.map((rooms, floor) => ({
    name: `${house}(${rooms}) is below`,
    severity: 'error',
    from: { path: `^${house}(${rooms})/` },
    to: {
      path: `^${house}(${floors.slice(floor).join('|')})/`,
      pathNot: `^${house}$1/`,
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...oneWay,
    {
      name: 'no room of the page uses the app that holds it',
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
    { name: 'no two files use each other', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules|coverage)/' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    // Types count too.
    tsPreCompilationDeps: true,
  },
};
