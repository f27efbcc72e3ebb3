import { useRef, useState } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { cx, type MenuPlace } from '../../ui/index.ts';
import { EmojiPopover } from '../emoji/index.ts';
import { MessageMenu } from './message-menu.tsx';
import styles from './message-list.module.css';
import { toggleReaction } from './reaction-thunks.ts';

/** A menu that is open over the list. */
export interface OpenMenu {
  readonly messageId: number;
  readonly place: MenuPlace;
  readonly isForReaction: boolean;
}

/** The menu of a message, and all emoji in its place. Both outlive what happens to the rows (spec 08, BET-06). */
export function MessageMenus({ menu, onClose }: { readonly menu: OpenMenu; readonly onClose: () => void }) {
  const dispatch = useAppDispatch();
  const [isChoosing, setChoosing] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const { x, y } = menu.place;
  return (
    <>
      <span ref={anchor} className={cx(styles.anchor)} style={{ transform: `translate(${x}px, ${y}px)` }} />
      {isChoosing ? (
        <EmojiPopover
          anchor={anchor}
          isOpen
          onClose={onClose}
          onPick={(emoji) => {
            onClose();
            void dispatch(toggleReaction(menu.messageId, emoji));
          }}
        />
      ) : (
        <MessageMenu {...menu} onClose={onClose} onMoreEmoji={() => setChoosing(true)} />
      )}
    </>
  );
}
