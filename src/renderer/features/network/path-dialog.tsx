import { ExternalLink } from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectNetwork } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { FAQ_URL } from '../links/addresses.ts';
import styles from './path-dialog.module.css';
import { pathColor } from './path-state.ts';

/** The way of our requests: you, guard, hops, destination. Spec 08, SET-13. */
export function PathDialog({ hasBack }: { readonly hasBack: boolean }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const network = useAppSelector(selectNetwork);
  const state = network?.state ?? 'connecting';
  const path = network?.paths[0];
  const close = () => dispatch(dialogClosed());
  return (
    <Dialog
      modalId="onionPathModal"
      title={t('onionRoutingPath')}
      labels={labels}
      onClose={close}
      {...(hasBack ? { onBack: close } : {})}
      actions={
        <Button
          onPress={() => dispatch(dialogOpened({ kind: 'open-url', url: FAQ_URL }))}
          testId="learn-more-path-link"
        >
          <ExternalLink size={16} aria-hidden /> {t('onionRoutingLearnMore')}
        </Button>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('onionRoutingPathDescription')}
      </p>
      <p className={cx(styles.state)} role="status">
        <span className={cx(styles.dot)} style={{ background: pathColor(network) }} />
        {t('pathStateDescription', { state, count: network?.paths.length ?? 0 })}
      </p>
      {path === undefined ? (
        <p className={cx(styles.none)}>{t('onionRoutingPathNone')}</p>
      ) : (
        <ol className={cx(styles.path)} style={{ color: pathColor(network) }} data-state={state}>
          <Hop name={t('you')} />
          {path.map((node, index) => (
            <Hop
              key={node.id}
              name={t(index === 0 ? 'onionRoutingPathEntryNode' : 'onionRoutingPathServiceNode')}
              ip={node.ip}
            />
          ))}
          <Hop name={t('onionRoutingPathDestination')} />
        </ol>
      )}
    </Dialog>
  );
}

function Hop({ name, ip }: { readonly name: string; readonly ip?: string }) {
  return (
    <li className={cx(styles.hop)}>
      <span className={cx(styles.name)}>{name}</span>
      {ip !== undefined && <bdi className={cx(styles.ip)}>{ip}</bdi>}
    </li>
  );
}
