import { join } from 'node:path';

import type { Page } from 'playwright-core';

import type { RunningApp } from '../drive/app.ts';
import { mainScreen } from '../drive/flows.ts';

export const WIDE = { width: 980, height: 700 } as const;
export const NARROW = { width: 400, height: 700 } as const;

const THEMES = { dark: 'classic-dark', light: 'classic-light' } as const;
export type Shade = keyof typeof THEMES;
const SHADES = ['dark', 'light'] as const satisfies readonly Shade[];

/** Photographs one window. */
export class Photographer {
  /** The names of all pictures of this run. */
  static readonly taken: string[] = [];
  readonly page: Page;
  private readonly app: RunningApp;
  private readonly folder: string;

  constructor(app: RunningApp, folder: string) {
    this.app = app;
    this.page = app.page;
    this.folder = folder;
  }

  /** Sets the size of the page, px. */
  async resize(size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.app.electron.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await this.page.waitForFunction((width) => window.innerWidth === width, size.width);
  }

  /** A picture in dark and one in light. */
  async take(name: string, shades: readonly Shade[] = SHADES): Promise<void> {
    for (const shade of shades) {
      await this.setTheme(THEMES[shade]);
      // Pictures of people and messages come later than words.
      await this.page.waitForFunction(() =>
        [...document.images].every((image) => image.complete && image.naturalWidth > 0),
      );
      const file = `${name}-${shade}.png`;
      await this.page.screenshot({ path: join(this.folder, file) });
      Photographer.taken.push(file);
    }
    await this.setTheme(THEMES.dark);
  }

  /** From the first screen to the profile of a backup, as a person would. */
  async restore({ path, password }: { readonly path: string; readonly password: string }): Promise<void> {
    const { page } = this;
    await this.app.electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
    await this.resize(WIDE);
    await page.getByTestId('existing-account-button').click();
    await page.getByTestId('restore-backup-link').click();
    await page.getByTestId('password-input').fill(password);
    await page.getByTestId('session-confirm-ok-button').click();
    await mainScreen(page).waitFor();
    await page.waitForFunction(async () => {
      const answer = await window.undertone.invoke('network:status', undefined);
      return answer.ok && answer.value.state === 'online';
    });
  }

  private async setTheme(theme: string): Promise<void> {
    await this.page.evaluate(
      (chosen) =>
        window.undertone.invoke('settings:set', { theme: chosen as 'classic-dark', followSystem: false }),
      theme,
    );
    await this.page.locator(`:root[data-theme="${theme}"]`).waitFor();
  }
}
