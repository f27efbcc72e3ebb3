import { useState } from 'react';

import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { SKIN_TONES, type SkinTone } from './emoji-set.ts';
import styles from './tone-choice.module.css';

const HANDS = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] as const;

const NAMES = [
  'emojiToneNone',
  'emojiToneLight',
  'emojiToneMediumLight',
  'emojiToneMedium',
  'emojiToneMediumDark',
  'emojiToneDark',
] as const satisfies readonly TextKey[];

/** The skin tone of everything that has one: one hand, which opens into six. */
export function ToneChoice(props: { readonly tone: SkinTone; readonly onChange: (tone: SkinTone) => void }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? SKIN_TONES : [props.tone];
  return (
    <div className={cx(styles.tones)} role="group" aria-label={t('emojiTone')}>
      {shown.map((tone) => (
        <button
          key={tone}
          type="button"
          className={cx(styles.tone, isOpen && tone === props.tone && styles.current)}
          aria-label={isOpen ? t(NAMES[tone]) : t('emojiToneChange', { tone: t(NAMES[tone]) })}
          title={t(NAMES[tone])}
          aria-pressed={isOpen ? tone === props.tone : undefined}
          aria-expanded={isOpen ? undefined : false}
          data-testid={isOpen ? `emoji-tone-${tone}` : 'emoji-tone'}
          onClick={() => {
            setOpen(!isOpen);
            if (isOpen) props.onChange(tone);
          }}
        >
          {HANDS[tone]}
        </button>
      ))}
    </div>
  );
}
