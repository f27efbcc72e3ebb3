import type { HealthView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useFileSize } from '../composer/attachments/file-size.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { ButtonRow } from './button-row.tsx';
import { WorkBar } from './work-bar.tsx';

/** Gives back the room that deleted messages have left, and says how much that was. Spec 08, SET-21. */
export function CompactRow({ health }: { readonly health: HealthView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const sizeOf = useFileSize();
  const [compact, { data, isLoading }] = api.useCompactMutation();
  const isBusy = isLoading || health.compaction !== undefined;
  const run = async () => {
    const { error } = await compact(undefined);
    if (error !== undefined) dispatch(errorShown(error));
  };
  const words =
    data === undefined || isBusy
      ? t('compactDescription')
      : data.wonBytes === 0
        ? t('compactNothing')
        : t('compactDone', { size: sizeOf(data.wonBytes) });
  return (
    <>
      <ButtonRow
        id="compact-database"
        label={t('compact')}
        description={words}
        button={t('compactButton')}
        isBusy={isBusy}
        onPress={() => void run()}
      />
      {isBusy && <WorkBar label={t('compactRunning')} value={health.compaction} testId="compact-progress" />}
    </>
  );
}
