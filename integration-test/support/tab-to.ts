import type { Page } from '@playwright/test';

/** Presses Tab until the element with this id has the focus; fails after a whole round. */
export async function tabTo(page: Page, testId: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() =>
      document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid'),
    );
    if (focused === testId) return;
  }
  throw new Error(`${testId} cannot be reached by Tab`);
}
