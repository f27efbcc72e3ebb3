import { Check, ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components';

import styles from './context-menu.module.css';
import { cx } from './cx.ts';

export interface ContextMenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  /** In a menu of which one item holds: given to all of its items. */
  readonly isChecked?: boolean;
  /** Keys that do the same, as words. */
  readonly shortcut?: string;
  /** Opens beside the item; its own action is then not asked for. */
  readonly items?: readonly MenuEntry[];
  /** Where the contract names an item (spec 08 §3.4). */
  readonly testId?: string;
  readonly onAction?: () => void;
}

/** A line between items that belong together. */
export interface MenuSeparator {
  readonly id: string;
  readonly isSeparator: true;
}

export type MenuEntry = ContextMenuItem | MenuSeparator;

/** Where a menu opens, in px of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** A menu at a place. It belongs beside the list, not into a row: rows come and go while the menu stays. */
export function ContextMenu(props: {
  readonly label: string;
  readonly place: MenuPlace;
  readonly items: readonly MenuEntry[];
  /** Stands above the items, as emoji to react with do; Tab goes between the two. */
  readonly header?: ReactNode;
  /** The header takes the focus, not the first item. */
  readonly isHeaderFirst?: boolean;
  readonly onClose: () => void;
}) {
  return (
    <MenuTrigger
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      {/* Nothing but the place; the parts of the menu know from the trigger around them that they belong together. */}
      <Button
        className={cx(styles.anchor)}
        style={{ transform: `translate(${props.place.x}px, ${props.place.y}px)` }}
        aria-label={props.label}
        excludeFromTabOrder
        aria-hidden
      />
      <Popover className={cx(styles.popover)} aria-label={props.label} placement="bottom start" offset={2}>
        {props.header}
        <Entries
          label={props.label}
          items={props.items}
          {...(props.isHeaderFirst === true ? {} : { autoFocus: 'first' as const })}
        />
      </Popover>
    </MenuTrigger>
  );
}

/** A button that drops a menu. */
export function MenuButton(props: {
  /** A `Button` or an `IconButton` without `onPress`. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly items: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      {props.trigger}
      <Popover className={cx(styles.popover)} placement="bottom end" offset={4}>
        <Entries label={props.label} items={props.items} />
      </Popover>
    </MenuTrigger>
  );
}

function Entries({
  items,
  label,
  ...props
}: {
  readonly items: readonly MenuEntry[];
  readonly label: string;
  readonly autoFocus?: 'first';
}) {
  const choices = items.filter((item) => !('isSeparator' in item) && item.isChecked !== undefined);
  return (
    <Menu
      className={cx(styles.menu)}
      aria-label={label}
      {...(choices.length === 0
        ? {}
        : {
            selectionMode: 'single' as const,
            selectedKeys: choices.filter((item) => 'isChecked' in item && item.isChecked).map(({ id }) => id),
          })}
      {...props}
    >
      {items.map(entry)}
    </Menu>
  );
}

function entry(item: MenuEntry): ReactNode {
  if ('isSeparator' in item) return <Separator key={item.id} className={cx(styles.separator)} />;
  if (item.items === undefined) return menuItem(item);
  return (
    <SubmenuTrigger key={item.id}>
      {menuItem(item)}
      <Popover className={cx(styles.popover)} offset={-3} crossOffset={-6}>
        <Entries label={item.label} items={item.items} />
      </Popover>
    </SubmenuTrigger>
  );
}

function menuItem(item: ContextMenuItem): ReactElement {
  return (
    <MenuItem
      key={item.id}
      id={item.id}
      className={cx(styles.item, item.isDangerous === true && styles.dangerous)}
      textValue={item.label}
      isDisabled={item.isDisabled ?? false}
      data-testid={item.testId ?? 'context-menu-item'}
      {...(item.isChecked === undefined ? {} : { 'data-checked': item.isChecked })}
      onAction={() => item.onAction?.()}
    >
      {item.icon}
      <span className={cx(styles.label)}>{item.label}</span>
      {item.shortcut !== undefined && (
        <span className={cx(styles.shortcut)} aria-hidden>
          {item.shortcut}
        </span>
      )}
      {item.isChecked === true && <Check size={16} aria-hidden />}
      {item.items !== undefined && <ChevronRight className={cx(styles.arrow)} size={16} aria-hidden />}
    </MenuItem>
  );
}
