import {
  Bell,
  CircleQuestionMark,
  HardDrive,
  KeyRound,
  LockKeyhole,
  type LucideIcon,
  MailQuestionMark,
  MessagesSquare,
  PaintbrushVertical,
  Route,
  SlidersHorizontal,
  Trash2,
  Waypoints,
} from 'lucide-react';
import { useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectSettings } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, LinkRow, SearchField, SettingGroup } from '../../ui/index.ts';
import { commitClicked } from '../debug/debug-slice.ts';
import {
  type DialogDescription,
  dialogOpened,
  dialogReplaced,
  type SettingsPage,
} from '../dialogs/dialogs-slice.ts';
import { findSettings } from './find-settings.ts';
import { PAGE_TITLES } from './page-titles.ts';
import { ProfileCard } from '../profile/profile-card.tsx';
import styles from './main-page.module.css';

interface Item {
  /** Part of its id, spec 08 §3.9. */
  readonly id: string;
  readonly label: TextKey;
  readonly icon: LucideIcon;
  /** A page in this dialog, or another dialog over it. */
  readonly leadsTo: SettingsPage | DialogDescription;
}

const ITEMS: readonly Item[] = [
  { id: 'path', label: 'onionRoutingPath', icon: Route, leadsTo: { kind: 'path' } },
  { id: 'privacy', label: 'sessionPrivacy', icon: LockKeyhole, leadsTo: 'privacy' },
  { id: 'notifications', label: 'sessionNotifications', icon: Bell, leadsTo: 'notifications' },
  { id: 'conversations', label: 'sessionConversations', icon: MessagesSquare, leadsTo: 'conversations' },
  { id: 'appearance', label: 'sessionAppearance', icon: PaintbrushVertical, leadsTo: 'appearance' },
  { id: 'preferences', label: 'preferences', icon: SlidersHorizontal, leadsTo: 'preferences' },
  {
    id: 'message-requests',
    label: 'sessionMessageRequests',
    icon: MailQuestionMark,
    leadsTo: 'message-requests',
  },
  { id: 'network', label: 'sessionNetworkSettings', icon: Waypoints, leadsTo: 'network' },
  { id: 'storage', label: 'sessionStorage', icon: HardDrive, leadsTo: 'storage' },
  { id: 'recovery-password', label: 'sessionRecoveryPassword', icon: KeyRound, leadsTo: 'recovery-password' },
  { id: 'help', label: 'sessionHelp', icon: CircleQuestionMark, leadsTo: 'help' },
];

/** Who we are, and the way to the other pages. Spec 08, SET-01. */
export function MainPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const isHidden = useAppSelector((state) => selectSettings(state)?.recoveryPasswordHidden === true);
  const [typed, setTyped] = useState('');
  const items = isHidden ? ITEMS.filter(({ id }) => id !== 'recovery-password') : ITEMS;
  const go = (leadsTo: Item['leadsTo']) =>
    dispatch(
      typeof leadsTo === 'string'
        ? dialogReplaced({ kind: 'settings', page: leadsTo })
        : dialogOpened(leadsTo),
    );
  return (
    <>
      <ProfileCard />
      <div className={cx(styles.search)}>
        <SearchField
          label={t('settingsSearch')}
          clearLabel={t('searchClear')}
          value={typed}
          onChange={setTyped}
          testId="settings-search-field"
        />
      </div>
      {typed.trim() === '' ? (
        <>
          <SettingGroup>
            {items.map(({ id, label, icon: Icon, leadsTo }) => (
              <LinkRow
                key={id}
                icon={<Icon size={20} aria-hidden />}
                label={t(label)}
                onPress={() => go(leadsTo)}
                testId={`${id}-settings-menu-item`}
              />
            ))}
          </SettingGroup>
          <SettingGroup>
            <LinkRow
              icon={<Trash2 size={20} aria-hidden />}
              label={t('sessionClearData')}
              onPress={() => dispatch(dialogOpened({ kind: 'clear-data' }))}
              testId="clear-data-settings-menu-item"
              isDangerous
            />
          </SettingGroup>
          <VersionLine />
        </>
      ) : (
        <Found typed={typed} isWithoutWords={isHidden} />
      )}
    </>
  );
}

/** Settings by what stands on them. Spec 08, SET-23. */
function Found({ typed, isWithoutWords }: { readonly typed: string; readonly isWithoutWords: boolean }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const found = findSettings(typed, t).filter(({ page }) => !isWithoutWords || page !== 'recovery-password');
  return (
    <>
      <p className={cx(styles.found)} role="status">
        {t('settingsFound', { count: found.length })}
      </p>
      {found.length > 0 && (
        <SettingGroup>
          {found.map(({ page, row }) => {
            const { icon: Icon = CircleQuestionMark } = ITEMS.find(({ leadsTo }) => leadsTo === page) ?? {};
            const title = t(PAGE_TITLES[page]);
            return (
              <LinkRow
                key={`${page} ${row ?? ''}`}
                icon={<Icon size={20} aria-hidden />}
                label={row === undefined ? title : t('settingsFoundRow', { page: title, setting: t(row) })}
                onPress={() => dispatch(dialogReplaced({ kind: 'settings', page }))}
                testId="found-setting"
              />
            );
          })}
        </SettingGroup>
      )}
    </>
  );
}

/** Which build this is; a commit that is clicked ten times offers the menu for debugging. Spec 08, SET-01. */
function VersionLine() {
  const t = useText();
  const dispatch = useAppDispatch();
  const info = useAppSelector(selectInfo);
  return (
    <p className={cx(styles.version)}>
      <button
        type="button"
        className={cx(styles.build)}
        onClick={() => dispatch(dialogReplaced({ kind: 'settings', page: 'help' }))}
        data-testid="version-button"
      >
        {t('appName')} {info?.version}
      </button>
      {/* Not for everybody, so it is no stop of Tab. */}
      <span className={cx(styles.build)} onClick={() => dispatch(commitClicked())} data-testid="commit">
        {info?.commit.slice(0, 8)}
      </span>
    </p>
  );
}
