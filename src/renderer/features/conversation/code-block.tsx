import { Copy } from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './code-block.module.css';

/** Lines of code in a message, as they were written, to be copied at once. Spec 08, CNV-23. */
export function CodeBlock({ text }: { readonly text: string }) {
  const t = useText();
  const copy = useCopy();
  return (
    <span className={cx(styles.block)} dir="ltr">
      <code className={cx(styles.code)} tabIndex={0}>
        {text}
      </code>
      <span className={cx(styles.copy)}>
        <IconButton
          size="small"
          label={t('codeCopy')}
          icon={<Copy size={14} aria-hidden />}
          onPress={() => void copy(text)}
          tooltipSide="top"
        />
      </span>
    </span>
  );
}
