// Checks every type of the project.
//
//   node build/typecheck.ts
//
// Two passes. The first goes through all projects in the order of their references, which is also a wall: a file of
// a folder that is not referenced cannot be imported. The second checks main and preload against the types of
// Electron 33, so that nobody uses what only the newer, shipped Electron has (docs/toolchain.md, "Two Electrons").

import { isProgram, runPackage } from './run.ts';

const TSC = 'typescript/bin/tsc';

const PASSES = [
  ['--build', '.', 'test', 'integration-test', 'build'],
  ['--project', 'build/tsconfig.electron-33.json'],
];

/** Runs both passes; true when both are clean. The compiler's findings go to standard output. */
export async function typecheck(): Promise<boolean> {
  for (const pass of PASSES) {
    const { status } = await runPackage(TSC, pass);
    if (status !== 0) return false;
  }
  return true;
}

if (isProgram(import.meta.url)) process.exitCode = (await typecheck()) ? 0 : 1;
