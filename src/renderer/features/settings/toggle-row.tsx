import { ControlRow, Switch } from '../../ui/index.ts';

/** A row with a switch; a click anywhere on it turns it. Ids as spec 08 §3.9 has them, from `id`. */
export function ToggleRow(props: {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const isDisabled = props.isDisabled === true;
  return (
    <ControlRow
      label={props.label}
      {...(props.description === undefined ? {} : { description: props.description })}
      testId={`${props.id}-settings-row`}
      onClick={() => {
        if (!isDisabled) props.onChange(!props.isOn);
      }}
      control={
        <Switch
          label={props.label}
          isOn={props.isOn}
          isDisabled={isDisabled}
          onChange={props.onChange}
          testId={`${props.id}-settings-toggle`}
        />
      }
    />
  );
}
