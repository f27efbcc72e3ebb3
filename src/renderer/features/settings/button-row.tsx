import { Button, ControlRow } from '../../ui/index.ts';

/** A row with a button; a click anywhere on it counts. Ids as spec 08 §3.9 has them, from `id`. */
export function ButtonRow(props: {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly button: string;
  readonly isBusy?: boolean;
  readonly isDangerous?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <ControlRow
      label={props.label}
      {...(props.description === undefined ? {} : { description: props.description })}
      testId={`${props.id}-settings-row`}
      onClick={() => {
        if (props.isBusy !== true) props.onPress();
      }}
      control={
        <Button
          variant={props.isDangerous === true ? 'danger' : 'outline'}
          isBusy={props.isBusy ?? false}
          onPress={props.onPress}
          testId={`${props.id}-settings-button`}
        >
          {props.button}
        </Button>
      }
    />
  );
}
