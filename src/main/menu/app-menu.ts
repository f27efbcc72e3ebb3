import { type MenuItemConstructorOptions, Menu } from 'electron';

import type { Texts } from '../text/texts.ts';
import { PRODUCT_NAME } from '../build-constants.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** The application menu (spec 08 APP-05); on macOS the app's own menu comes first. */
export function installAppMenu(texts: Texts): void {
  const item = (role: Role, label: string): MenuItemConstructorOptions => ({ role, label });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const about = item('about', texts('nativeMenuAbout'));
  const quit = item('quit', texts('nativeMenuQuit'));
  const mac = process.platform === 'darwin';

  const appMenu: MenuItemConstructorOptions = {
    label: PRODUCT_NAME,
    submenu: [
      about,
      separator,
      item('hide', texts('nativeMenuHide')),
      item('hideOthers', texts('nativeMenuHideOthers')),
      item('unhide', texts('nativeMenuShowAll')),
      separator,
      quit,
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: texts('nativeMenuFile'),
    submenu: mac ? [item('close', texts('nativeMenuClose'))] : [quit],
  };
  const edit: MenuItemConstructorOptions = {
    label: texts('nativeMenuEdit'),
    submenu: [
      item('undo', texts('nativeMenuUndo')),
      item('redo', texts('nativeMenuRedo')),
      separator,
      item('cut', texts('nativeMenuCut')),
      item('copy', texts('nativeMenuCopy')),
      item('paste', texts('nativeMenuPaste')),
      item('selectAll', texts('nativeMenuSelectAll')),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: texts('nativeMenuView'),
    submenu: [
      item('reload', texts('nativeMenuReload')),
      { ...item('reload', texts('nativeMenuReload')), accelerator: 'F5', visible: false },
      separator,
      item('resetZoom', texts('nativeMenuActualSize')),
      item('zoomIn', texts('nativeMenuZoomIn')),
      item('zoomOut', texts('nativeMenuZoomOut')),
      separator,
      item('togglefullscreen', texts('nativeMenuFullScreen')),
      item('toggleDevTools', texts('nativeMenuDeveloperTools')),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: texts('nativeMenuWindow'),
    submenu: [item('minimize', texts('nativeMenuMinimize')), item('close', texts('nativeMenuClose'))],
  };
  const help: MenuItemConstructorOptions = { label: texts('nativeMenuHelp'), role: 'help', submenu: [about] };

  const menus = mac ? [appMenu, file, edit, view, window] : [file, edit, view, window, help];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}
