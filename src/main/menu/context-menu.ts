import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

import type { Texts } from '../text/texts.ts';

type Clicked = Pick<
  ContextMenuParams,
  'isEditable' | 'selectionText' | 'linkURL' | 'editFlags' | 'formControlType'
>;

/** The menu of fields, links and marked text; where a page has a menu of its own, it comes first. Empty when there is nothing to offer. */
export function contextMenuItems(
  clicked: Clicked,
  { texts, copy }: { readonly texts: Texts; readonly copy: (text: string) => void },
): MenuItemConstructorOptions[] {
  if (clicked.isEditable) return editItems(clicked, texts);
  const selection: MenuItemConstructorOptions[] =
    clicked.selectionText.trim() === '' ? [] : [{ role: 'copy', label: texts('nativeMenuCopy') }];
  const link: MenuItemConstructorOptions[] = /^https?:/.test(clicked.linkURL)
    ? [{ label: texts('urlCopy'), click: () => copy(clicked.linkURL) }]
    : [];
  return [...selection, ...link];
}

function editItems({ editFlags, formControlType }: Clicked, texts: Texts): MenuItemConstructorOptions[] {
  const item = (
    role: NonNullable<MenuItemConstructorOptions['role']>,
    label: string,
    enabled: boolean,
  ): MenuItemConstructorOptions => ({ role, label, enabled });
  // What is hidden on the screen is not handed out by the menu either.
  const isSecret = formControlType === 'input-password';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    item('undo', texts('nativeMenuUndo'), editFlags.canUndo),
    item('redo', texts('nativeMenuRedo'), editFlags.canRedo),
    separator,
    item('cut', texts('nativeMenuCut'), editFlags.canCut && !isSecret),
    item('copy', texts('nativeMenuCopy'), editFlags.canCopy && !isSecret),
    item('paste', texts('nativeMenuPaste'), editFlags.canPaste),
    separator,
    item('selectAll', texts('nativeMenuSelectAll'), editFlags.canSelectAll),
  ];
}
