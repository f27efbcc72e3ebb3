import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

import type { Theme } from '../../src/ipc/themes.ts';

/** Of the same make as all others, whose colours a unit test and the gallery look at. */
const TWO_THEMES = ['classic-dark', 'classic-light'] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Looks at what is on the screen now in some themes. Legacy mode: Electron has no second target for axe (docs/toolchain.md). */
export async function expectAccessible(
  page: Page,
  screen: string,
  themes: readonly Theme[] = TWO_THEMES,
): Promise<void> {
  for (const theme of themes) {
    await page.evaluate(
      (chosen) => window.undertone.invoke('settings:set', { theme: chosen, followSystem: false }),
      theme,
    );
    await page.locator(`:root[data-theme="${theme}"]`).waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${screen} in ${theme}`).toEqual([]);
  }
}
