import type { Page } from '@playwright/test';

/**
 * What sticks out of the window, and words that are cut off without the dots that say so. Spec 08, BET-03 and BET-08. What is hidden on
 * purpose is left out, and so is what scrolls.
 */
export function clippedText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className.toString()} “${(element.textContent ?? '').slice(0, 40)}”`;
    const isInside = (element: Element) => {
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (around !== document.body && getComputedStyle(around).overflowX !== 'visible') return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isHidden = style.clipPath !== 'none' || style.visibility === 'hidden' || box.width <= 1;
      if (isHidden || element.closest('[style*="clip-path"], .visually-hidden, svg') !== null) continue;
      const isCut = /hidden|clip/u.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (isCut && style.textOverflow !== 'ellipsis') faults.push(`cut off: ${name(element)}`);
      const isOut = box.left < -1 || box.right > window.innerWidth + 1;
      if (isOut && !isInside(element)) faults.push(`sticks out: ${name(element)}`);
    }
    return faults;
  });
}
