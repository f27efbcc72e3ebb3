import type { TextKey } from '../../app/text/catalogue.ts';

/** `Mod` is Ctrl, and Cmd on macOS. Names of keys are those of `KeyboardEvent.key`, letters in lower case; `1-9` is any of these digits. */
export interface Shortcut {
  readonly id: ShortcutId;
  readonly keys: readonly [...Modifier[], string];
  readonly textKey: TextKey;
}

type Modifier = 'Mod' | 'Shift' | 'Alt';

export type ShortcutId =
  | 'new-conversation'
  | 'new-message'
  | 'new-group'
  | 'join-community'
  | 'settings'
  | 'shortcuts'
  | 'close-conversation'
  | 'nth-conversation'
  | 'previous-conversation'
  | 'next-conversation'
  | 'focus-composer'
  | 'search'
  | 'search-conversation'
  | 'earlier-hit'
  | 'later-hit'
  | 'switch-conversation'
  | 'note-to-self'
  | 'previous-unread'
  | 'next-unread'
  | 'conversation-settings';

/** Keys that work anywhere on the main screen. The dialog lists what is listed here. Spec 08 §2.16. */
export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'new-conversation', keys: ['Mod', 'n'], textKey: 'startConversation' },
  { id: 'new-message', keys: ['Mod', 'Shift', 'm'], textKey: 'messageNew' },
  { id: 'new-group', keys: ['Mod', 'Shift', 'g'], textKey: 'groupCreate' },
  { id: 'join-community', keys: ['Mod', 'Shift', 'c'], textKey: 'communityJoin' },
  { id: 'note-to-self', keys: ['Mod', 'Shift', 'n'], textKey: 'noteToSelf' },
  { id: 'search', keys: ['Mod', 'f'], textKey: 'search' },
  { id: 'search-conversation', keys: ['Mod', 'Shift', 'f'], textKey: 'searchInConversation' },
  { id: 'earlier-hit', keys: ['Mod', 'g'], textKey: 'searchEarlier' },
  { id: 'later-hit', keys: ['Mod', 'Shift', 'g'], textKey: 'searchLater' },
  { id: 'switch-conversation', keys: ['Mod', 'k'], textKey: 'shortcutSwitch' },
  { id: 'previous-conversation', keys: ['Alt', 'ArrowUp'], textKey: 'shortcutPreviousConversation' },
  { id: 'next-conversation', keys: ['Alt', 'ArrowDown'], textKey: 'shortcutNextConversation' },
  { id: 'previous-unread', keys: ['Alt', 'Shift', 'ArrowUp'], textKey: 'shortcutPreviousUnread' },
  { id: 'next-unread', keys: ['Alt', 'Shift', 'ArrowDown'], textKey: 'shortcutNextUnread' },
  { id: 'nth-conversation', keys: ['Mod', '1-9'], textKey: 'shortcutNthConversation' },
  { id: 'conversation-settings', keys: ['Mod', '.'], textKey: 'shortcutConversationSettings' },
  { id: 'close-conversation', keys: ['Mod', 'w'], textKey: 'shortcutCloseConversation' },
  { id: 'focus-composer', keys: ['Escape'], textKey: 'shortcutFocusComposer' },
  { id: 'settings', keys: ['Mod', ','], textKey: 'sessionSettings' },
  { id: 'shortcuts', keys: ['Mod', '/'], textKey: 'keyboardShortcuts' },
];

/** What a key event needs to say to be a shortcut. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The shortcuts that were pressed: the first of them that has something to do counts, what concerns a search before the rest. */
export function shortcutsOf(press: KeyPress): readonly Shortcut[] {
  const pressed = SHORTCUTS.filter(({ keys }) => matches(press, keys));
  return [...pressed.filter(isOfSearch), ...pressed.filter((shortcut) => !isOfSearch(shortcut))];
}

/** They mean something only while there is something found. */
function isOfSearch({ id }: Shortcut): boolean {
  return id === 'earlier-hit' || id === 'later-hit';
}

function matches(press: KeyPress, keys: Shortcut['keys']): boolean {
  const key = keys.at(-1) ?? '';
  const pressed = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isKey = key === '1-9' ? /^[1-9]$/u.test(pressed) : pressed === key;
  // A slash needs Shift on some keyboards; that is then no key of its own.
  const isShiftFree = /^[,./]$/u.test(key) && !keys.includes('Shift');
  return (
    isKey &&
    (press.ctrlKey || press.metaKey) === keys.includes('Mod') &&
    press.altKey === keys.includes('Alt') &&
    (isShiftFree || press.shiftKey === keys.includes('Shift'))
  );
}

/** How keys are written on this platform: `⌘ ⇧ M` on macOS, `Ctrl Shift M` elsewhere. */
export function keyNames(keys: readonly string[], isMac: boolean): readonly string[] {
  const names = isMac ? MAC_NAMES : OTHER_NAMES;
  return keys.map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

const ARROWS = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', '1-9': '1…9' } as const;

const MAC_NAMES: Readonly<Record<string, string>> = {
  ...ARROWS,
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Escape: 'esc',
};

const OTHER_NAMES: Readonly<Record<string, string>> = { ...ARROWS, Mod: 'Ctrl', Escape: 'Esc' };
