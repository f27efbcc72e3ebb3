import { type MenuItemConstructorOptions, Menu } from 'electron';

import type { Texts } from '../text/texts.ts';
import { PRODUCT_NAME } from '../build-constants.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

const PREFERENCES = 'preferences';
const LOCK = 'lock';
const EXPORT_LOGS = 'export-logs';
const SUPPORT = 'support';

export interface AppMenuActions {
  readonly openSettings: () => void;
  readonly lock: () => void;
  /** Quits, unless somebody is asked and thinks better of it. */
  readonly quit: () => void;
  readonly about: () => void;
  /** Shows the page of the settings that has logs and answers. */
  readonly openHelp: () => void;
  readonly zoom: (direction: 'in' | 'out' | 'reset') => void;
}

/** The application menu (spec 08 APP-05); on macOS the app's own menu comes first. */
export function installAppMenu(
  texts: Texts,
  { openSettings, lock, quit, about, openHelp, zoom }: AppMenuActions,
): void {
  const item = (role: Role, label: string): MenuItemConstructorOptions => ({ role, label });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const aboutItem: MenuItemConstructorOptions = { label: texts('nativeMenuAbout'), click: about };
  const quitItem: MenuItemConstructorOptions = {
    label: texts('nativeMenuQuit'),
    accelerator: 'CmdOrCtrl+Q',
    click: quit,
  };
  const preferences: MenuItemConstructorOptions = {
    id: PREFERENCES,
    label: texts('nativeMenuPreferences'),
    accelerator: 'CmdOrCtrl+,',
    enabled: false,
    click: openSettings,
  };
  const lockItem: MenuItemConstructorOptions = {
    id: LOCK,
    label: texts('nativeMenuLock'),
    accelerator: 'CmdOrCtrl+L',
    enabled: false,
    click: lock,
  };
  // Not the role: its shortcut is the page's, which closes a conversation with it.
  const close: MenuItemConstructorOptions = {
    label: texts('nativeMenuClose'),
    click: (_item, window) => window?.close(),
  };
  const mac = process.platform === 'darwin';
  const helpItem = (id: string, label: string): MenuItemConstructorOptions => ({
    id,
    label,
    enabled: false,
    click: openHelp,
  });
  const support = helpItem(SUPPORT, texts('nativeMenuSupport'));
  const helpItems = mac ? [support] : [support, separator, aboutItem];

  const appMenu: MenuItemConstructorOptions = {
    label: PRODUCT_NAME,
    submenu: [
      aboutItem,
      separator,
      preferences,
      lockItem,
      separator,
      item('hide', texts('nativeMenuHide')),
      item('hideOthers', texts('nativeMenuHideOthers')),
      item('unhide', texts('nativeMenuShowAll')),
      separator,
      quitItem,
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: texts('nativeMenuFile'),
    submenu: mac ? [close] : [preferences, lockItem, separator, quitItem],
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
      ...zoomItems(texts, zoom),
      separator,
      item('togglefullscreen', texts('nativeMenuFullScreen')),
      separator,
      helpItem(EXPORT_LOGS, texts('nativeMenuExportLogs')),
      item('toggleDevTools', texts('nativeMenuDeveloperTools')),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: texts('nativeMenuWindow'),
    submenu: [item('minimize', texts('nativeMenuMinimize')), close],
  };
  const help: MenuItemConstructorOptions = {
    label: texts('nativeMenuHelp'),
    role: 'help',
    submenu: helpItems,
  };

  const menus = mac ? [appMenu, file, edit, view, window, help] : [file, edit, view, window, help];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}

/** Not the roles: the zoom is a setting that the page shows, too. */
function zoomItems(texts: Texts, zoom: AppMenuActions['zoom']): MenuItemConstructorOptions[] {
  const zoomIn = { label: texts('nativeMenuZoomIn'), click: () => zoom('in') };
  return [
    { label: texts('nativeMenuActualSize'), accelerator: 'CmdOrCtrl+0', click: () => zoom('reset') },
    { ...zoomIn, accelerator: 'CmdOrCtrl+Plus' },
    // The key that has the plus above it, and the one of the number block.
    { ...zoomIn, accelerator: 'CmdOrCtrl+=', visible: false },
    { ...zoomIn, accelerator: 'CmdOrCtrl+numadd', visible: false },
    { label: texts('nativeMenuZoomOut'), accelerator: 'CmdOrCtrl+-', click: () => zoom('out') },
    {
      label: texts('nativeMenuZoomOut'),
      accelerator: 'CmdOrCtrl+numsub',
      visible: false,
      click: () => zoom('out'),
    },
  ];
}

/** Preferences, and the pages among them, are of use as soon as there is an account. */
export function enablePreferences(enabled: boolean): void {
  for (const id of [PREFERENCES, EXPORT_LOGS, SUPPORT]) enableItem(id, enabled);
}

/** Locking is of use as long as there is a password, and the app is not locked. */
export function enableLock(enabled: boolean): void {
  enableItem(LOCK, enabled);
}

function enableItem(id: string, enabled: boolean): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(id);
  if (item !== undefined && item !== null) item.enabled = enabled;
}
