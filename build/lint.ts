// Looks for faults of form (prettier), of substance (ESLint) and of architecture (dependency-cruiser).
//
//   node build/lint.ts

import { isProgram, runPackage } from './run.ts';

const CHECKS = [
  { name: 'prettier', entry: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'dependency-cruiser',
    entry: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', 'build/dependency-cruiser.cjs', 'ts', 'src', 'test', 'integration-test', 'build'],
  },
  { name: 'eslint', entry: 'eslint/bin/eslint.js', args: ['--config', 'build/eslint.config.js', '.'] },
] as const;

/** Runs all checks side by side and shows what they found, one after the other; true when all are content. */
export async function lint(): Promise<boolean> {
  const results = await Promise.all(
    CHECKS.map(async ({ name, entry, args }) => ({
      name,
      ...(await runPackage(entry, args, { output: 'keep' })),
    })),
  );
  for (const { name, output } of results) {
    if (output.trim() !== '') console.log(`${name}:\n${output.trim()}\n`);
  }
  return results.every(({ status }) => status === 0);
}

if (isProgram(import.meta.url)) process.exitCode = (await lint()) ? 0 : 1;
