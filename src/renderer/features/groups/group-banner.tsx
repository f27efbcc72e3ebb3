import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Banner, Button } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';

/** Above the messages of a group that nobody can write to any more, or not now: why, and what can be done. Spec 08, CNV-17 and GRP-08. */
export function GroupBanner({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { id: conversationId, groupAccess, isGroupExpired } = conversation;
  if (isGroupExpired === true)
    return (
      <Banner tone="warning" testId="group-not-updated-30-days-banner">
        {t('groupNotUpdatedWarning')}
      </Banner>
    );
  if (groupAccess !== 'legacy') return undefined;
  return (
    <Banner
      testId="legacy-group-banner"
      actions={
        <Button
          size="small"
          onPress={() => dispatch(dialogOpened({ kind: 'recreate-group', conversationId }))}
          testId="recreate-group-button"
        >
          {t('recreateGroup')}
        </Button>
      }
    >
      {t('legacyGroupBanner')}
    </Banner>
  );
}
