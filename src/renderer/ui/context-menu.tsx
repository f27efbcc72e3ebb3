import { type ReactNode, useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';

import styles from './context-menu.module.css';
import { cx } from './cx.ts';

export interface ContextMenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isDangerous?: boolean;
  readonly onAction: () => void;
}

/** Where a menu opens, in px of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** A menu at a place. It belongs beside the list, not into a row: rows come and go while the menu stays. */
export function ContextMenu(props: {
  readonly label: string;
  readonly place: MenuPlace;
  readonly items: readonly ContextMenuItem[];
  readonly onClose: () => void;
}) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span
        ref={anchor}
        className={cx(styles.anchor)}
        style={{
          insetInlineStart: 0,
          insetBlockStart: 0,
          transform: `translate(${props.place.x}px, ${props.place.y}px)`,
        }}
      />
      <Popover
        className={cx(styles.popover)}
        aria-label={props.label}
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) props.onClose();
        }}
        placement="bottom start"
        offset={2}
      >
        <Menu className={cx(styles.menu)} aria-label={props.label} onClose={props.onClose} autoFocus="first">
          {props.items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              className={cx(styles.item, item.isDangerous === true && styles.dangerous)}
              textValue={item.label}
              data-testid="context-menu-item"
              onAction={item.onAction}
            >
              {item.icon}
              <span>{item.label}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  );
}
