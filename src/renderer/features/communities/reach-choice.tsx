import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { RadioGroup } from '../../ui/index.ts';
import { serverName } from './community-url.ts';

export type Reach = 'room' | 'server';

/** Where something holds; offered to those who may decide for the whole server. */
export function ReachChoice({
  conversation,
  value,
  onChange,
}: {
  readonly conversation: ConversationView;
  readonly value: Reach;
  readonly onChange: (reach: Reach) => void;
}) {
  const t = useText();
  const { community } = conversation;
  if (community?.hasServerRole !== true) return undefined;
  return (
    <RadioGroup
      label={t('communityReach')}
      value={value}
      options={[
        { value: 'room', label: t('communityReachRoom'), testId: 'reach-room' },
        {
          value: 'server',
          label: t('communityReachServer', { server: serverName(community.serverUrl) }),
          testId: 'reach-server',
        },
      ]}
      onChange={onChange}
    />
  );
}
