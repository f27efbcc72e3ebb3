import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Banner, Button } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { serverName } from './community-url.ts';

/** Over the messages of a room whose server does not answer, or is not the one that was joined. Spec 08, COM-07 and COM-08. */
export function RoomBanner({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [refresh, { isLoading }] = api.useRefreshCommunityMutation();
  const { community, id: conversationId } = conversation;
  if (community === undefined) return undefined;
  const server = serverName(community.serverUrl);
  if (community.state === 'key-wrong') {
    return (
      <Banner tone="danger" testId="community-key-banner">
        {t('communityKeyChanged', { server })}
      </Banner>
    );
  }
  if (community.state !== 'unreachable') return undefined;
  const again = async () => {
    const { error } = await refresh({ conversationId });
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <Banner
      tone="warning"
      testId="community-unreachable-banner"
      actions={
        <Button size="small" isBusy={isLoading} onPress={() => void again()}>
          {t('retry')}
        </Button>
      }
    >
      {t('communityUnreachable', { server })}
    </Banner>
  );
}
