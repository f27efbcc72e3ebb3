// The walls of the house (docs/toolchain.md, "Layers"). Every import is judged, type-only imports too.

/** Engine folders by floor. A folder may import folders of lower floors only. */
const FLOORS = [
  ['util', 'crypto'],
  ['account', 'wire', 'config'],
  ['network', 'community', 'store'],
  ['messaging'],
  ['client'],
];

/** The one pair on a common floor that may look sideways. */
const SIDEWAYS = { crypto: ['util'] };

/** Floors 1 to 3: what the local network may build on. */
const LOCAL_NETWORK_BASE = FLOORS.slice(0, 3).flat();

const ENGINE_FOLDERS = [...FLOORS.flat(), 'local-network'];

const anyOf = (names) => `(?:${names.join('|')})`;

/** One rule per engine folder: nothing of the project but itself and the folders below it. */
function floorRule(folder, allowed) {
  const own = `^ts/${folder}/`;
  const below = allowed.length === 0 ? [] : [`^ts/${anyOf(allowed)}/`];
  return {
    name: `floor-${folder}`,
    comment: `ts/${folder} may import ${allowed.length === 0 ? 'no other folder' : allowed.map((name) => `ts/${name}`).join(', ')}.`,
    severity: 'error',
    from: { path: own },
    to: { path: '^(?:ts|src|test|integration-test|build)/', pathNot: [own, ...below] },
  };
}

const floorRules = FLOORS.flatMap((folders, level) =>
  folders.map((folder) => floorRule(folder, [...FLOORS.slice(0, level).flat(), ...(SIDEWAYS[folder] ?? [])])),
);

/** From outside a folder only its front door may be used. */
const frontDoorRules = ENGINE_FOLDERS.map((folder) => ({
  name: `front-door-${folder}`,
  comment: `Others import ts/${folder}/index.ts, never a file inside.`,
  severity: 'error',
  from: { path: '^(?:ts|src)/', pathNot: `^ts/${folder}/` },
  to: { path: `^ts/${folder}/`, pathNot: `^ts/${folder}/index\\.ts$` },
}));

/** Modules of Node and packages that only exist where Node or Electron is. */
const NODE = { dependencyTypes: ['core'] };
const ELECTRON = { path: '^(?:electron(?:/|$)|node_modules/electron(?:-33)?/)' };

/** What of src/main another face of the engine may use. */
const WITHOUT_WINDOW = [
  'app-error\\.ts$',
  'dialogs/failure',
  'engine/engine-error',
  'ipc/dispatcher',
  'lifecycle/',
  'vault/',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one concept, or hide a third.',
      severity: 'error',
      from: { path: '^(?:ts|src|build)/' },
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      // Present only after a build or a download, and checked by the compiler all the same.
      to: {
        couldNotResolve: true,
        pathNot: ['^electron$', '/dist/main/index\\.cjs$', '\\?(?:raw|url|worker)$', '^virtual:'],
      },
    },
    ...floorRules,
    floorRule('local-network', LOCAL_NETWORK_BASE),
    ...frontDoorRules,
    {
      name: 'local-network-is-for-tests',
      comment: 'Only build/, test/ and integration-test/ may import ts/local-network.',
      severity: 'error',
      from: { path: '^(?:ts|src)/', pathNot: '^ts/local-network/' },
      to: { path: '^ts/local-network/' },
    },
    {
      name: 'engine-without-electron',
      comment: 'The engine runs in any Node process.',
      severity: 'error',
      from: { path: '^ts/' },
      to: ELECTRON,
    },
    {
      name: 'engine-without-ui',
      comment: 'The engine knows no user interface.',
      severity: 'error',
      from: { path: '^ts/' },
      to: {
        path: '^(?:node_modules/)?(?:react|react-dom|react-redux|react-aria-components|@reduxjs)(?:/|$)',
      },
    },
    {
      name: 'ipc-is-a-contract',
      comment: 'src/ipc imports zod, and types of ts/client.',
      severity: 'error',
      from: { path: '^src/ipc/' },
      to: { pathNot: ['^src/ipc/', '^(?:node_modules/)?zod(?:/|$)', '^ts/client/index\\.ts$'] },
    },
    {
      name: 'ipc-takes-types-only',
      comment: 'What src/ipc takes from ts/client must vanish when compiled.',
      severity: 'error',
      from: { path: '^src/ipc/' },
      to: { path: '^ts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'preload-is-thin',
      comment: 'src/preload imports src/ipc and Electron.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { pathNot: ['^src/(?:preload|ipc)/', ELECTRON.path] },
    },
    {
      name: 'renderer-within-its-walls',
      comment: 'src/renderer imports src/ipc and packages: no ts/, no other part of the app.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^(?:ts|src|test|integration-test|build)/', pathNot: '^src/(?:renderer|ipc)/' },
    },
    {
      name: 'renderer-without-node',
      comment: 'src/renderer runs in a sandbox: no Node.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: NODE,
    },
    {
      name: 'renderer-without-electron',
      comment: 'src/renderer reaches Electron through the bridge of src/preload alone.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: ELECTRON,
    },
    {
      name: 'main-uses-the-client',
      comment: 'src/main imports src/ipc and ts/client; what lies below the client is the client’s.',
      severity: 'error',
      from: { path: '^src/main/' },
      to: {
        path: '^(?:ts|src|test|integration-test|build)/',
        pathNot: ['^src/(?:main|ipc)/', '^ts/client/'],
      },
    },
    {
      name: 'rpc-within-its-walls',
      comment:
        'src/rpc is another face of the same engine: it imports src/ipc, what of src/main needs no window, and ts/client.',
      severity: 'error',
      from: { path: '^src/rpc/' },
      to: {
        path: '^(?:ts|src|test|integration-test|build)/',
        pathNot: ['^src/(?:rpc|ipc)/', `^src/main/${anyOf(WITHOUT_WINDOW)}`, '^ts/client/index\\.ts$'],
      },
    },
    {
      name: 'rpc-without-electron',
      comment: 'src/rpc runs in plain Node: Electron is nowhere behind it.',
      severity: 'error',
      from: { path: '^src/rpc/' },
      to: { ...ELECTRON, reachable: true },
    },
    {
      name: 'product-without-tests',
      comment: 'The product imports neither its tests nor its build.',
      severity: 'error',
      from: { path: '^(?:ts|src)/' },
      to: { path: '^(?:test|integration-test|build)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^ts/wire/generated/', '^dist/'] },
    exclude: { path: ['^dist/', '^release/', '^\\.tsbuild/'] },
    builtInModules: { add: ['electron'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
};
