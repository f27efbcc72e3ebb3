import type { UpdateView } from '../../../ipc/index.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';

const OFF: Readonly<Record<NonNullable<UpdateView['offReason']>, TextKey>> = {
  'no-updates': 'updatesOffHere',
  'no-feed': 'updatesOffNowhere',
  'proxy-password': 'updatesOffProxy',
};

const ANSWERS: Readonly<Record<Exclude<NonNullable<UpdateView['outcome']>, 'found'>, TextKey>> = {
  newest: 'updatesNewest',
  unreachable: 'updatesUnreachable',
  refused: 'updatesRefused',
  expired: 'updatesExpired',
};

/** How it stands with new versions, in words; empty as long as there is nothing to say. */
export function useUpdateWords(updates: UpdateView): string {
  const t = useText();
  const { version = '' } = updates;
  switch (updates.phase) {
    case 'off':
      return t(OFF[updates.offReason ?? 'no-updates']);
    case 'available':
      if (updates.isFailed === true) return t('updatesFailed', { version });
      return t(updates.way === 'by-hand' ? 'updatesByHand' : 'updatesFound', { version });
    case 'loading':
      return t('updatesLoading', { version });
    case 'ready':
      return t('updatesReady', { version });
    case 'waiting':
    case 'checking': {
      const { outcome } = updates;
      return outcome === undefined || outcome === 'found' ? '' : t(ANSWERS[outcome]);
    }
  }
}
