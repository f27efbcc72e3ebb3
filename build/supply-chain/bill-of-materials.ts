import type { ShippedPackage } from './shipped-packages.ts';

/** What of package-lock.json is read here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

interface Component {
  readonly type: 'library' | 'framework';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly [{ readonly expression: string }];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
}

export interface BillOfMaterials {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.5';
  readonly version: 1;
  readonly metadata: { readonly component: object };
  readonly components: readonly Component[];
}

/**
 * The parts of a package, with the hashes of what was fetched (CycloneDX 1.5). It has no time and no random number in it: the same commit
 * has the same bill.
 * @throws {Error} for a package that the lockfile does not know in this version
 */
export function billOfMaterials({
  version,
  electron,
  packages,
  lock,
}: {
  readonly version: string;
  readonly electron: string;
  readonly packages: readonly Omit<ShippedPackage, 'licenceText'>[];
  readonly lock: LockFile;
}): BillOfMaterials {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': `undertone@${version}`,
        name: 'undertone',
        version,
        licenses: [{ expression: 'GPL-3.0-only' }],
      },
    },
    components: [runtime(electron), ...packages.map((item) => component(item, lock))],
  };
}

function runtime(version: string): Component {
  const purl = packageUrl('electron', version);
  return {
    type: 'framework',
    'bom-ref': purl,
    name: 'electron',
    version,
    purl,
    licenses: [{ expression: 'MIT' }],
  };
}

function component(
  { name, version, licence }: Omit<ShippedPackage, 'licenceText'>,
  lock: LockFile,
): Component {
  const purl = packageUrl(name, version);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ expression: licence }],
    hashes: [{ alg: 'SHA-512', content: sha512(lock, name, version) }],
  };
}

function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** In hex, as CycloneDX wants it; lockfiles have it in base64. */
function sha512({ packages }: LockFile, name: string, version: string): string {
  const entry = Object.entries(packages).find(
    ([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version === version,
  );
  const integrity = entry?.[1].integrity;
  if (integrity?.startsWith('sha512-') !== true) throw new Error(`The lockfile has no ${name} ${version}.`);
  return Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
}
