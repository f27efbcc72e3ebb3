// Writes what a package is made of, for machines: a bill of materials in CycloneDX 1.5.
//
//   node build/sbom.ts [FILE]      release/undertone-VERSION.cdx.json without a name

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { build } from './build.ts';
import { electronRuntime } from './electron-path.mjs';
import { ROOT, isProgram } from './run.ts';
import { billOfMaterials } from './supply-chain/bill-of-materials.ts';
import type { LockFile } from './supply-chain/bill-of-materials.ts';
import type { ShippedPackage } from './supply-chain/shipped-packages.ts';

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(join(ROOT, file), 'utf8')) as Content;
}

if (isProgram(import.meta.url)) {
  await build();
  const { version } = await readJson<{ readonly version: string }>('package.json');
  const bill = billOfMaterials({
    version,
    electron: electronRuntime().version,
    packages: await readJson<readonly Omit<ShippedPackage, 'licenceText'>[]>('dist/packages.json'),
    lock: await readJson<LockFile>('package-lock.json'),
  });
  const file = resolve(process.argv[2] ?? join(ROOT, 'release', `undertone-${version}.cdx.json`));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  console.log(`${bill.components.length} components: ${file}`);
}
