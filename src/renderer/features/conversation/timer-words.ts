import type { MessageView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';

type Timer = NonNullable<MessageView['timer']>;

const UNITS = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A time as people say it: "12 hours", "1 day", "1 day 6 hours"; weeks only when nothing else is left. */
export function spanText(seconds: number, locale: string): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const [unit, length] of UNITS) {
    if (rest < length || (unit === 'week' && rest < 4 * length)) continue;
    const count = Math.floor(rest / length);
    rest -= count * length;
    parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  if (parts.length > 0) return parts.slice(0, 2).join(' ');
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(0);
}

/** What starts the clock: "read", "sent". */
export function timerTypeText({ mode }: Pick<Timer, 'mode'>, t: Catalogue['text']): string {
  return t(mode === 'after-read' ? 'disappearingMessagesTypeRead' : 'disappearingMessagesTypeSent');
}

/** The line about who has set or turned off what. Spec 08, CNV-14. */
export function timerNotice(
  {
    timer,
    name,
    isOwn,
    isInGroup = false,
  }: {
    readonly timer: Timer;
    readonly name: string;
    readonly isOwn: boolean;
    /** Where one setting counts for everybody. */
    readonly isInGroup?: boolean;
  },
  { text: t, locale }: Pick<Catalogue, 'text' | 'locale'>,
): string {
  if (timer.mode === 'off' && isInGroup)
    return isOwn
      ? t('disappearingMessagesTurnedOffYouGroup')
      : t('disappearingMessagesTurnedOffGroup', { name });
  if (timer.mode === 'off')
    return isOwn ? t('disappearingMessagesTurnedOffYou') : t('disappearingMessagesTurnedOff', { name });
  const time = spanText(timer.timerS, locale);
  const type = timerTypeText(timer, t);
  return isOwn
    ? t('disappearingMessagesSetYou', { time, disappearing_messages_type: type })
    : t('disappearingMessagesSet', { name, time, disappearing_messages_type: type });
}
