import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { autostartFile } from '../../../src/main/desktop/autostart-file.ts';
import {
  agreedLoginItem,
  autostartLoginItem,
  systemLoginItem,
} from '../../../src/main/desktop/login-item.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENTRY = { name: 'Undertone', program: '/opt/undertone/undertone', args: ['--start-in-tray'] };

describe('APP-08: starting with the session', () => {
  test('on Linux it is a file of the autostart folder, and no file when it is off', () => {
    const folder = mkdtempSync(join(temporaryFolder(), 'config-'));
    const item = autostartLoginItem(folder, ENTRY);
    expect(item.isOn()).toBe(false);
    item.set(true);
    expect(item.isOn()).toBe(true);
    expect(readFileSync(join(folder, 'autostart', 'undertone.desktop'), 'utf8')).toBe(
      '[Desktop Entry]\nType=Application\nName=Undertone\nExec="/opt/undertone/undertone" "--start-in-tray"\n' +
        'Terminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
    item.set(false);
    item.set(false);
    expect(item.isOn()).toBe(false);
  });

  test('no path is a way to run something else', () => {
    const text = autostartFile({ ...ENTRY, program: '/tmp/a "$(rm)" `x` 100% \\ \n Exec=evil', args: [] });
    const lines = text.split('\n').filter((line) => line.startsWith('Exec='));
    expect(lines).toEqual(['Exec="/tmp/a \\\\"\\\\$(rm)\\\\" \\\\`x\\\\` 100%% \\\\\\\\ \\n Exec=evil"']);
  });

  test('on macOS and Windows it is the list of the system, with our arguments', () => {
    const calls: unknown[] = [];
    const item = systemLoginItem(
      {
        getLoginItemSettings: ({ args }) => ({ openAtLogin: args[0] === '--start-in-tray' }),
        setLoginItemSettings: (settings) => void calls.push(settings),
      },
      ['--start-in-tray'],
    );
    expect(item.isOn()).toBe(true);
    item.set(true);
    expect(calls).toEqual([{ openAtLogin: true, args: ['--start-in-tray'] }]);
  });

  test('whoever takes the app from the list of the system has the last word', () => {
    let isOn = false;
    const item = { isOn: () => isOn, set: (value: boolean) => void (isOn = value) };
    expect(agreedLoginItem(item, { isOn: true, isNew: true })).toBe(true);
    expect(isOn).toBe(true);
    expect(agreedLoginItem(item, { isOn: true, isNew: false })).toBe(true);
    isOn = false;
    expect(agreedLoginItem(item, { isOn: true, isNew: false })).toBe(false);
    expect(isOn).toBe(false);
    isOn = true;
    expect(agreedLoginItem(item, { isOn: false, isNew: true })).toBe(false);
    expect(isOn).toBe(false);
  });
});
