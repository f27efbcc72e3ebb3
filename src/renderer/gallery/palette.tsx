import { cx } from '../ui/index.ts';
import styles from './palette.module.css';
import { Section, Specimen } from './section.tsx';

/** Grounds, with the words that stand on them. */
export function Palette() {
  return (
    <Section title="Colours">
      <Specimen name="Grounds">
        <span className={cx(styles.swatch, styles.primary)}>Primary</span>
        <span className={cx(styles.swatch, styles.secondary)}>Secondary</span>
        <span className={cx(styles.swatch, styles.tertiary)}>Tertiary</span>
        <span className={cx(styles.swatch, styles.accent)}>Accent</span>
        <span className={cx(styles.swatch, styles.danger)}>Danger</span>
      </Specimen>
      <Specimen name="Words">
        <span>Text</span>
        <span className={cx(styles.faint)}>Secondary</span>
        <span className={cx(styles.accentText)}>Accent</span>
        <span className={cx(styles.dangerText)}>Danger</span>
        <span className={cx(styles.warningText)}>Warning</span>
      </Specimen>
      <Specimen name="Bubbles">
        <span className={cx(styles.bubble, styles.incoming)} data-bubble="incoming">
          How does this look? <span className={cx(styles.faint)}>Secondary</span>{' '}
          <span className={cx(styles.accentText)}>Accent</span>
        </span>
        <span className={cx(styles.bubble, styles.outgoing)} data-bubble="outgoing">
          Quietly good. <span className={cx(styles.faint)}>Secondary</span>
        </span>
      </Specimen>
    </Section>
  );
}
