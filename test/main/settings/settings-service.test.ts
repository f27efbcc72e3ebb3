import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { AppSettings } from '../../../src/ipc/index.ts';
import { DEFAULT_SETTINGS } from '../../../src/main/settings/settings-file.ts';
import { SettingsService, type SystemTheme } from '../../../src/main/settings/settings-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** An operating system with light and dark, or with neither. */
function systemOf(initial: boolean | undefined) {
  let dark = initial;
  const listeners: (() => void)[] = [];
  const used: string[] = [];
  const theme: SystemTheme = {
    use: (source) => used.push(source),
    prefersDark: () => dark,
    onChange: (listener) => listeners.push(listener),
  };
  const change = (next: boolean): void => {
    dark = next;
    listeners.forEach((listener) => listener());
  };
  return { theme, used, change };
}

function serviceOn(path: string, { theme }: { readonly theme: SystemTheme }) {
  const heard: AppSettings[] = [];
  const service = new SettingsService({
    path,
    systemTheme: theme,
    onChange: (settings) => heard.push(settings),
  });
  return { service, heard };
}

test('a change is told, stored and shown to the system; the same again is nothing', () => {
  const path = join(temporaryFolder(), 'settings.json');
  const system = systemOf(true);
  const { service, heard } = serviceOn(path, system);
  expect(service.get()).toEqual(DEFAULT_SETTINGS);
  const light = { ...DEFAULT_SETTINGS, theme: 'classic-light' } as const;
  expect(service.set({ theme: 'classic-light' })).toEqual(light);
  expect(service.set({ theme: 'classic-light' })).toEqual(light);
  expect(heard).toEqual([light]);
  expect(system.used).toEqual(['dark', 'light']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(light);
  expect(serviceOn(path, system).service.get()).toEqual(light);
});

test('who follows the system changes with it, and who does not stays', () => {
  const system = systemOf(true);
  const { service, heard } = serviceOn(join(temporaryFolder(), 'settings.json'), system);
  system.change(false);
  expect(heard).toEqual([]);
  expect(service.set({ followSystem: true })).toEqual({
    ...DEFAULT_SETTINGS,
    theme: 'classic-light',
    followSystem: true,
  });
  system.change(true);
  expect(service.get()).toEqual({ ...DEFAULT_SETTINGS, followSystem: true });
  expect(heard.at(-1)).toEqual(service.get());
  expect(system.used).toEqual(['dark', 'system']);
});

test('the mode follows the system, the family stays', () => {
  const system = systemOf(true);
  const { service } = serviceOn(join(temporaryFolder(), 'settings.json'), system);
  service.set({ theme: 'ocean-light', followSystem: true });
  expect(service.get().theme).toBe('ocean-dark');
  system.change(false);
  expect(service.get().theme).toBe('ocean-light');
  service.set({ theme: 'contrast-light' });
  system.change(true);
  expect(service.get().theme).toBe('contrast-dark');
});

test('without a system to follow the chosen theme stays', () => {
  const { service } = serviceOn(join(temporaryFolder(), 'settings.json'), systemOf(undefined));
  service.set({ theme: 'classic-light' });
  expect(service.set({ followSystem: true })).toEqual({
    ...DEFAULT_SETTINGS,
    theme: 'classic-light',
    followSystem: true,
  });
});

test('what cannot be stored is not changed', () => {
  const folder = join(temporaryFolder(), 'gone');
  const { service, heard } = serviceOn(join(folder, 'settings.json'), systemOf(true));
  writeFileSync(folder, 'in the way');
  expect(() => service.set({ theme: 'classic-light' })).toThrow();
  expect(service.get().theme).toBe('classic-dark');
  expect(heard).toEqual([]);
});
