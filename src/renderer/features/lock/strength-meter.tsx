import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { passwordStrength, STRENGTHS } from './password-strength.ts';
import styles from './strength-meter.module.css';

/** Says in a word, and in four bars, how hard a new password is to guess. Spec 08, SET-05. */
export function StrengthMeter({ password }: { readonly password: string }) {
  const t = useText();
  const strength = passwordStrength(password);
  const level = password === '' ? 0 : STRENGTHS.indexOf(strength) + 1;
  return (
    <div className={cx(styles.meter)} data-testid="password-strength" data-strength={level}>
      <span className={cx(styles.bars)} aria-hidden>
        {STRENGTHS.map((name, index) => (
          <span key={name} className={cx(styles.bar, index < level && styles[strength])} />
        ))}
      </span>
      <span className={cx(styles.words)} role="status">
        {level === 0 ? t('passwordStrengthHint') : t('passwordStrength', { strength })}
      </span>
    </div>
  );
}
