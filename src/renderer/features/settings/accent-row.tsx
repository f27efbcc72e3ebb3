import { Check } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';

import { type Accent, ACCENTS } from '../../../ipc/themes.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './accent-row.module.css';

/** The seven accents. */
export function AccentRow(props: { readonly accent: Accent; readonly onChoose: (accent: Accent) => void }) {
  const t = useText();
  return (
    <RadioGroup
      className={cx(styles.accents)}
      aria-label={t('appearancePrimaryColor')}
      orientation="horizontal"
      value={props.accent}
      onChange={(value) => props.onChoose(value as Accent)}
    >
      {ACCENTS.map((accent) => (
        <Radio
          key={accent}
          value={accent}
          className={cx(styles.accent)}
          aria-label={t('appearancePrimaryColorName', { color: accent })}
          data-accent={accent}
          data-testid={`${accent}-primary-color-settings-menu-item`}
          data-checked={props.accent === accent}
        >
          {props.accent === accent && <Check size={18} strokeWidth={2.6} aria-hidden />}
        </Radio>
      ))}
    </RadioGroup>
  );
}
