import type { CallLineView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';

/** Spec 08 §3.6. */
export const CALL_TEST_IDS = {
  'started-call': 'call-notification-started-call',
  'answered-call': 'call-notification-answered-a-call',
  'missed-call': 'call-notification-missed-call',
} as const satisfies Record<CallLineView['form'], string>;

/** What the line of a call says (spec 08, CNV-14). `name` is of the one who called. */
export function callNotice(
  { form, outcome, durationS }: CallLineView,
  name: string,
  t: Catalogue['text'],
): string {
  const duration = durationS === undefined ? undefined : clockTime(durationS);
  if (form === 'started-call') {
    if (duration !== undefined) return t('messageNoticeCallStartedLasted', { duration });
    if (outcome === 'unanswered') return t('messageNoticeCallUnanswered');
    if (outcome === 'refused') return t('messageNoticeCallRefused');
    return outcome === 'failed' ? t('messageNoticeCallStartedFailed') : t('messageNoticeCallStarted');
  }
  if (form === 'answered-call') {
    if (duration !== undefined) return t('messageNoticeCallAnsweredLasted', { name, duration });
    return outcome === 'failed'
      ? t('messageNoticeCallAnsweredFailed', { name })
      : t('messageNoticeCallAnswered', { name });
  }
  if (outcome === 'ringing') return t('messageNoticeCallRinging', { name });
  return outcome === 'missed'
    ? t('messageNoticeCallMissed', { name })
    : t('messageNoticeCallDeclined', { name });
}

/** `3:05`, or `1:02:03` from an hour on. */
function clockTime(durationS: number): string {
  const parts = [Math.floor(durationS / 60) % 60, durationS % 60];
  const hours = Math.floor(durationS / 3_600);
  const [first, ...rest] = hours > 0 ? [hours, ...parts] : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
