import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

import styles from './chosen-strip.module.css';
import { cx } from './cx.ts';

export interface ChosenItem {
  readonly id: string;
  readonly name: string;
  /** 24 px wide. */
  readonly picture: ReactNode;
}

/** Those who were chosen, each with a way to take them back; stays in sight while a long list is gone through. */
export function ChosenStrip(props: {
  readonly label: string;
  readonly items: readonly ChosenItem[];
  /** Accessible name of the button of one. */
  readonly removeLabel: (name: string) => string;
  readonly onRemove: (id: string) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const lastId = props.items.at(-1)?.id;
  // Whoever was chosen last is in sight.
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lastId]);
  return (
    <ul ref={list} className={cx(styles.strip)} aria-label={props.label}>
      {props.items.map(({ id, name, picture }) => (
        <li key={id}>
          <button
            type="button"
            className={cx(styles.chip)}
            aria-label={props.removeLabel(name)}
            onClick={() => props.onRemove(id)}
            data-testid="chosen-contact"
          >
            {picture}
            <bdi className={cx(styles.name)}>{name}</bdi>
            <X className={cx(styles.cross)} size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
