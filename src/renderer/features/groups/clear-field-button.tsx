import { X } from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { IconButton } from '../../ui/index.ts';

/** Empties the field of a name or a description; not there where there is nothing to empty. */
export function ClearFieldButton(props: {
  readonly isThere: boolean;
  readonly onPress: () => void;
  readonly of: 'name' | 'description';
  readonly testId: string;
}) {
  const t = useText();
  return (
    props.isThere && (
      <IconButton
        size="small"
        label={t(props.of === 'name' ? 'groupNameClear' : 'groupDescriptionClear')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onPress}
        testId={props.testId}
      />
    )
  );
}
