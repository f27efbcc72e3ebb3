import { type CSSProperties, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

import { cx } from './cx.ts';
import styles from './expandable-text.module.css';

/** Text of any length that shows its first lines, and the rest when asked. Spec 08 §8: messages show 25 lines. */
export function ExpandableText({
  children,
  lines = 25,
  moreLabel,
  lessLabel,
}: {
  readonly children: ReactNode;
  readonly lines?: number;
  readonly moreLabel: string;
  /** Left out where text is not folded again. */
  readonly lessLabel?: string;
}) {
  const id = useId();
  const text = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isOpen, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = text.current;
    if (element === null || isOpen) return undefined;
    const measure = () => setLong(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [children, isOpen, lines]);
  const hasButton = isLong && (!isOpen || lessLabel !== undefined);
  return (
    <>
      <div
        ref={text}
        id={id}
        className={cx(!isOpen && styles.folded)}
        style={{ '--lines': lines } as CSSProperties}
      >
        {children}
      </div>
      {hasButton && (
        <button
          type="button"
          className={cx(styles.more)}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? lessLabel : moreLabel}
        </button>
      )}
    </>
  );
}
