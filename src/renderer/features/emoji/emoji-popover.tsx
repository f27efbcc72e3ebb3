import type { RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';

import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { EmojiPanel, type EmojiPanelProps } from './emoji-panel.tsx';
import styles from './emoji-popover.module.css';

export interface EmojiPopoverProps extends Pick<EmojiPanelProps, 'onPick'> {
  /** What it opens beside. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The emoji panel beside the control that opens it. Esc and a click elsewhere close it. */
export function EmojiPopover({ anchor, isOpen, onClose, onPick }: EmojiPopoverProps) {
  const t = useText();
  return (
    <Popover
      className={cx(styles.popover)}
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="top end"
      offset={10}
      data-popover
    >
      <Dialog className={cx(styles.dialog)} aria-label={t('emojiPanel')}>
        <EmojiPanel onPick={onPick} />
      </Dialog>
    </Popover>
  );
}
