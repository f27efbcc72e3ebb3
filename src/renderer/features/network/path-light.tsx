import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectNetwork } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './path-light.module.css';
import { pathColor } from './path-state.ts';

/** The dot that tells how the network is; opens the path. Shape and words tell it as well as the colour. Spec 08, SET-14. */
export function PathLight() {
  const t = useText();
  const dispatch = useAppDispatch();
  const network = useAppSelector(selectNetwork);
  const state = network?.state ?? 'connecting';
  const count = network?.paths.length ?? 0;
  return (
    <IconButton
      size="large"
      label={t('pathStateDescription', { state, count })}
      tooltipSide="end"
      testId="path-light-container"
      onPress={() => dispatch(dialogOpened({ kind: 'path' }))}
      icon={
        <svg
          className={cx(styles.light, styles[state])}
          style={{ color: pathColor(network) }}
          width="26"
          height="26"
          viewBox="0 0 26 26"
          aria-hidden
          data-testid="path-light-svg"
        >
          <circle cx="13" cy="13" r="10" className={cx(styles.halo)} />
          {state === 'online' && <circle cx="13" cy="13" r="5.5" fill="currentColor" />}
          {state === 'connecting' && (
            <circle
              cx="13"
              cy="13"
              r="5"
              fill="none"
              stroke="currentColor"
              strokeWidth="2.5"
              strokeDasharray="6 4.47"
            />
          )}
          {state === 'offline' && (
            <path d="M9 9l8 8M17 9l-8 8" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
          )}
        </svg>
      }
    />
  );
}
