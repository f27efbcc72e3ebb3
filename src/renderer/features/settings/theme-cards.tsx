import { Radio, RadioGroup } from 'react-aria-components';

import { type AccentChoice, accentOf, type Theme, THEMES } from '../../../ipc/themes.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './theme-cards.module.css';

const NAMES = {
  'classic-dark': 'appearanceThemesClassicDark',
  'classic-light': 'appearanceThemesClassicLight',
  'ocean-dark': 'appearanceThemesOceanDark',
  'ocean-light': 'appearanceThemesOceanLight',
  'contrast-dark': 'appearanceThemesContrastDark',
  'contrast-light': 'appearanceThemesContrastLight',
} as const satisfies Record<Theme, TextKey>;

/** A card for every theme, each in its own colours. */
export function ThemeCards(props: {
  readonly theme: Theme;
  readonly accent: AccentChoice;
  readonly onChoose: (theme: Theme) => void;
}) {
  const t = useText();
  return (
    <RadioGroup
      className={cx(styles.themes)}
      aria-label={t('appearanceThemes')}
      value={props.theme}
      onChange={(value) => props.onChoose(value as Theme)}
    >
      {THEMES.map((theme) => (
        <Radio
          key={theme}
          value={theme}
          className={cx(styles.card)}
          data-testid={`${theme}-themes-settings-menu-item`}
          data-checked={props.theme === theme}
        >
          <Miniature theme={theme} accent={props.accent} />
          <span className={cx(styles.name)}>
            <span className={cx(styles.radio)} />
            {t(NAMES[theme])}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** The main screen in small: rail, list, conversation. */
function Miniature({ theme, accent }: { readonly theme: Theme; readonly accent: AccentChoice }) {
  return (
    <span className={cx(styles.window)} data-theme={theme} data-accent={accentOf(accent, theme)} aria-hidden>
      <span className={cx(styles.rail)}>
        <span className={cx(styles.disc)} />
      </span>
      <span className={cx(styles.list)}>
        <span className={cx(styles.row)} />
        <span className={cx(styles.row, styles.selected)} />
        <span className={cx(styles.row)} />
      </span>
      <span className={cx(styles.talk)}>
        <span className={cx(styles.bubble, styles.incoming)} />
        <span className={cx(styles.bubble, styles.outgoing)} />
        <span className={cx(styles.bubble, styles.incoming, styles.long)} />
      </span>
    </span>
  );
}
