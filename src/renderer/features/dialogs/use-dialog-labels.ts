import { useText } from '../../app/text/text-context.ts';
import type { DialogProps } from '../../ui/index.ts';

/** Names of the two buttons that every dialog may have. */
export function useDialogLabels(): DialogProps['labels'] {
  const t = useText();
  return { close: t('close'), back: t('back') };
}
