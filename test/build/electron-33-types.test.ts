import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const CONFIG = join(PROJECT, 'build/tsconfig.electron-33.json');

/** What the second type check (build/typecheck.ts) says about a file of the main process. */
function complaints(code: string): readonly string[] {
  const folder = temporaryFolder();
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'main.ts');
  writeFileSync(file, code);
  const { config } = ts.readConfigFile(CONFIG, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    join(PROJECT, 'build'),
    undefined,
    CONFIG,
  );
  const program = ts.createProgram([file], { ...options, rootDir: '/' });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('what both Electrons have is accepted', () => {
  expect(complaints(`import { app } from 'electron'; export const name = app.getName();`)).toEqual([]);
});

test('what only the newer Electron has is refused', () => {
  const code = `import { app } from 'electron'; export const fast = app.isHardwareAccelerationEnabled();`;
  expect(complaints(code)).toEqual([
    "Property 'isHardwareAccelerationEnabled' does not exist on type 'App'.",
  ]);
});
