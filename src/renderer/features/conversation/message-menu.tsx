import { Copy, RefreshCw, Trash2 } from 'lucide-react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ContextMenu, type ContextMenuItem, type MenuPlace } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { selectMessage } from './messages-slice.ts';

/** What can be done with one message. Spec 08, CNV-08. */
export function MessageMenu(props: {
  readonly messageId: number;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const resend = useResend();
  const message = useAppSelector((state) => selectMessage(state, props.messageId));
  if (message === undefined) return undefined;
  const items: readonly ContextMenuItem[] = [
    ...(message.state === 'failed'
      ? [
          {
            id: 'resend',
            label: t('resend'),
            icon: <RefreshCw size={16} aria-hidden />,
            onAction: () => resend(message.id),
          },
        ]
      : []),
    ...(message.kind === 'text' && message.deletion === undefined
      ? [
          {
            id: 'copy',
            label: t('copy'),
            icon: <Copy size={16} aria-hidden />,
            onAction: () => void copy(message.text),
          },
        ]
      : []),
    {
      id: 'delete',
      label: t('deleteMessageDeviceOnly'),
      icon: <Trash2 size={16} aria-hidden />,
      isDangerous: true,
      onAction: () => dispatch(dialogOpened({ kind: 'delete-message', messageId: message.id })),
    },
  ];
  return <ContextMenu label={t('messageMenu')} place={props.place} items={items} onClose={props.onClose} />;
}

/** Sends a failed message again. */
export function useResend(): (messageId: number) => void {
  const dispatch = useAppDispatch();
  const [retry] = api.useRetryMessageMutation();
  return (messageId) =>
    void retry({ id: messageId }).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
}
