import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { SettingGroup } from '../../ui/index.ts';
import { StorageOverview } from '../insight/storage-overview.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ButtonRow } from './button-row.tsx';
import { HealthRows } from './health-rows.tsx';

/** What lies on this disk: copies of it, and whether it is sound. Spec 08, SET-18 and SET-21. */
export function StoragePage() {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <>
      <SettingGroup label={t('backupGroup')}>
        <ButtonRow
          id="backup"
          label={t('backup')}
          description={t('backupRowDescription')}
          button={t('exportButton')}
          onPress={() => dispatch(dialogOpened({ kind: 'backup' }))}
        />
        <ButtonRow
          id="restore-backup"
          label={t('restoreBackup')}
          description={t('restoreBackupRowDescription')}
          button={t('restore')}
          onPress={() => dispatch(dialogOpened({ kind: 'restore-backup' }))}
        />
      </SettingGroup>
      <HealthRows />
      <StorageOverview />
    </>
  );
}
