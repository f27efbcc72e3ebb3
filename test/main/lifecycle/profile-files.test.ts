import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import {
  createProfileFolders,
  deleteProfileData,
  profileFiles,
} from '../../../src/main/lifecycle/profile-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the folders are this user’s alone', () => {
  const folder = join(temporaryFolder(), 'a', 'Undertone');
  createProfileFolders(folder);
  createProfileFolders(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(dirname(profileFiles(folder).store)).mode & 0o777).toBe(0o700);
});

test('deleting takes all that is ours, and what is Chromium’s stays', () => {
  const folder = join(temporaryFolder(), 'Undertone');
  createProfileFolders(folder);
  const files = profileFiles(folder);
  mkdirSync(files.logs);
  mkdirSync(files.loadedUpdates);
  const ours = [
    files.vault,
    files.lockAttempts,
    files.store,
    `${files.store}-wal`,
    files.settings,
    files.windowState,
    join(files.logs, 'a'),
    files.updates,
    join(files.loadedUpdates, 'load'),
  ];
  for (const path of [...ours, join(folder, 'Local State')]) writeFileSync(path, 'content');
  deleteProfileData(folder);
  expect(ours.filter((path) => existsSync(path))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['Local State']);
  deleteProfileData(folder);
});
