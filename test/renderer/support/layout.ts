/** Sizes for a DOM without layout: what scrolls is 600 px high, everything else 60. Call it before rendering. */
export function installLayout(): void {
  const heightOf = (element: Element) => (element.matches('[role="log"], [role="list"]') ? 600 : 60);
  class FixedResizeObserver implements ResizeObserver {
    readonly #callback: ResizeObserverCallback;
    constructor(callback: ResizeObserverCallback) {
      this.#callback = callback;
    }
    observe(target: Element): void {
      const height = heightOf(target);
      const contentRect = { width: 400, height, x: 0, y: 0, top: 0, left: 0, right: 400, bottom: height };
      const entry = {
        target,
        contentRect,
        borderBoxSize: [],
        contentBoxSize: [],
        devicePixelContentBoxSize: [],
      };
      queueMicrotask(() => this.#callback([entry as unknown as ResizeObserverEntry], this));
    }
    unobserve(): void {
      // Sizes never change.
    }
    disconnect(): void {
      // Sizes never change.
    }
  }
  globalThis.ResizeObserver = FixedResizeObserver;
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  });
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
    configurable: true,
    get(this: HTMLElement) {
      return heightOf(this);
    },
  });
  const offsets = new WeakMap<Element, number>();
  Object.defineProperty(Element.prototype, 'scrollTop', {
    configurable: true,
    get(this: Element) {
      return offsets.get(this) ?? 0;
    },
    set(this: Element, offset: number) {
      if (offset === this.scrollTop) return;
      offsets.set(this, offset);
      this.dispatchEvent(new Event('scroll'));
    },
  });
}
