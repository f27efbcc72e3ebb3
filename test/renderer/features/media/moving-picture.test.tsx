// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import { MovingPicture } from '../../../../src/renderer/features/media/moving-picture.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Tells whoever watches an element whether it is seen. */
function sight() {
  const watching = new Map<Element, (isSeen: boolean) => void>();
  class Observer {
    readonly #tell: IntersectionObserverCallback;
    constructor(tell: IntersectionObserverCallback) {
      this.#tell = tell;
    }
    observe(target: Element): void {
      watching.set(target, (isIntersecting) =>
        this.#tell(
          [{ target, isIntersecting } as unknown as IntersectionObserverEntry],
          this as unknown as IntersectionObserver,
        ),
      );
    }
    disconnect(): void {
      watching.clear();
    }
  }
  vi.stubGlobal('IntersectionObserver', Observer);
  return (element: Element, isSeen: boolean) => act(() => watching.get(element)?.(isSeen));
}

function shown() {
  const { container } = render(<MovingPicture src="media://1" onLoad={vi.fn()} onError={vi.fn()} />);
  const [picture, still] = [container.querySelector('img')!, container.querySelector('canvas')!];
  const isHidden = (element: Element): boolean => /hidden/u.test(element.className);
  const what = () => [!isHidden(picture) && 'moving', !isHidden(still) && 'still'].filter(Boolean);
  return { picture, what };
}

test('CMP-14: an animation rests while nobody sees it', () => {
  const see = sight();
  const { picture, what } = shown();
  expect(what()).toEqual(['moving']);
  see(picture, false);
  expect(what()).toEqual(['still']);
  see(picture, true);
  expect(what()).toEqual(['moving']);
});

test('CMP-14: for whoever wants less motion it never moves', () => {
  const see = sight();
  const usual = window.matchMedia.bind(window);
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    query.includes('prefers-reduced-motion')
      ? { ...usual(query), matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }
      : usual(query),
  );
  const { picture, what } = shown();
  expect(what()).toEqual(['still']);
  see(picture, true);
  expect(what()).toEqual(['still']);
});
