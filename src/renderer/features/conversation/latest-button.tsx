import { ChevronDown } from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import styles from './message-list.module.css';

/** Leads to the end of a conversation, and says how much there is to read. Spec 08, CNV-02. */
export function LatestButton({ unread, onPress }: { readonly unread: number; readonly onPress: () => void }) {
  const t = useText();
  return (
    <div className={cx(styles.latest)}>
      <IconButton
        variant="filled"
        size="large"
        label={unread > 0 ? t('conversationLatestCount', { count: unread }) : t('conversationLatest')}
        icon={<ChevronDown size={22} aria-hidden />}
        onPress={onPress}
        testId="scroll-to-bottom-button"
        tooltipSide="top"
      />
      {unread > 0 && (
        <span className={cx(styles.count)} aria-hidden>
          {unread > 999 ? '999+' : unread}
        </span>
      )}
    </div>
  );
}
