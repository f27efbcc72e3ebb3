import { Switch as AriaSwitch } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './switch.module.css';

/** An on/off toggle. Its words stand beside it and are given as `label`. */
export function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
  readonly testId: string;
}) {
  return (
    <AriaSwitch
      className={cx(styles.switch)}
      aria-label={props.label}
      isSelected={props.isOn}
      isDisabled={props.isDisabled ?? false}
      onChange={props.onChange}
      data-testid={props.testId}
    >
      <span className={cx(styles.track)}>
        <span className={cx(styles.knob)} />
      </span>
    </AriaSwitch>
  );
}
