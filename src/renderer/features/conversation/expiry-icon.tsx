import { useEffect, useState } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './message-footer.module.css';
import { spanText } from './timer-words.ts';

/** Twelve twelfths, and nothing. Spec 08, CNV-06. */
export const EXPIRY_STEPS = 12;

type Disappears = NonNullable<MessageView['disappears']>;

/** How many twelfths of its time a message has left; all of them as long as its clock does not run. */
export function expiryStep({ expiresAtMs, timerS }: Disappears, nowMs: number): number {
  if (expiresAtMs === undefined || timerS <= 0) return EXPIRY_STEPS;
  const share = (expiresAtMs - nowMs) / (timerS * 1_000);
  return Math.min(EXPIRY_STEPS, Math.max(0, Math.round(share * EXPIRY_STEPS)));
}

/** When the icon is to change next, ms from now; `undefined` when it will not. */
export function nextStepMs(disappears: Disappears, nowMs: number): number | undefined {
  const { expiresAtMs, timerS } = disappears;
  const step = expiryStep(disappears, nowMs);
  if (expiresAtMs === undefined || step === 0) return undefined;
  const changesAtMs = expiresAtMs - ((step - 0.5) / EXPIRY_STEPS) * timerS * 1_000;
  return Math.max(50, changesAtMs - nowMs + 1);
}

/** Timers of browsers overflow beyond this. */
const LONGEST_MS = 2_000_000_000;

/** A clock face that empties. Each one keeps its own time, so the list is not drawn anew for it. */
export function ExpiryIcon({ disappears }: { readonly disappears: Disappears }) {
  const { text: t, locale } = useCatalogue();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const waitMs = nextStepMs(disappears, Date.now());
    if (waitMs === undefined) return undefined;
    const timer = setTimeout(() => setNowMs(Date.now()), Math.min(waitMs, LONGEST_MS));
    return () => clearTimeout(timer);
  }, [disappears, nowMs]);
  const step = expiryStep(disappears, nowMs);
  const label =
    disappears.expiresAtMs === undefined
      ? t('messageDisappears', { time: spanText(disappears.timerS, locale) })
      : t('messageDisappearsIn', {
          time: spanText(Math.max(0, disappears.expiresAtMs - nowMs) / 1_000, locale),
        });
  return (
    <svg
      className={cx(styles.expiry)}
      viewBox="0 0 16 16"
      width={13}
      height={13}
      role="img"
      aria-label={label}
      data-step={step}
    >
      <title>{label}</title>
      <circle className={cx(styles['expiry-rim'])} cx="8" cy="8" r="7" />
      <circle
        className={cx(styles['expiry-rest'])}
        cx="8"
        cy="8"
        r="2.5"
        pathLength={EXPIRY_STEPS}
        strokeDasharray={`${step} ${EXPIRY_STEPS}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
