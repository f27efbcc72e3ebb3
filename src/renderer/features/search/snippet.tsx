import type { ReactNode } from 'react';

import type { SnippetView } from '../../../ipc/index.ts';
import { cx } from '../../ui/index.ts';
import styles from './snippet.module.css';

/** The part of a message that was found, with the words marked. Spec 08, SRC-01. */
export function Snippet({ snippet }: { readonly snippet: SnippetView }) {
  const { text, matches, isCutBefore, isCutAfter } = snippet;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { start, length } of matches) {
    parts.push(text.slice(end, start));
    end = start + length;
    parts.push(
      <mark key={start} className={cx(styles.mark)}>
        {text.slice(start, end)}
      </mark>,
    );
  }
  return (
    <bdi>
      {isCutBefore && '… '}
      {parts}
      {text.slice(end)}
      {isCutAfter && ' …'}
    </bdi>
  );
}
