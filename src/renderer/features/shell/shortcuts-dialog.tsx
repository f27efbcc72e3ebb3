import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Dialog, KeyCaps } from '../../ui/index.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { keyNames, SHORTCUTS } from './shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

interface Line {
  readonly keys: readonly string[];
  readonly textKey: TextKey;
}

/** Keys of one place, which the place itself handles. */
const PLACES: readonly { readonly titleKey: TextKey; readonly lines: readonly Line[] }[] = [
  {
    titleKey: 'shortcutsLists',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], textKey: 'shortcutMove' },
      { keys: ['PageUp', 'PageDown'], textKey: 'shortcutMovePage' },
      { keys: ['Home', 'End'], textKey: 'shortcutMoveEnds' },
      { keys: ['Shift', 'F10'], textKey: 'shortcutMenu' },
    ],
  },
  {
    titleKey: 'shortcutsWriting',
    lines: [
      { keys: ['Enter'], textKey: 'messageSend' },
      { keys: ['Shift', 'Enter'], textKey: 'shortcutNewLine' },
    ],
  },
];

/** Every key that does something. Spec 08 §2.16. */
export function ShortcutsDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  return (
    <Dialog
      modalId="keyboardShortcutsModal"
      title={t('keyboardShortcuts')}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
    >
      <Lines title={t('shortcutsAnywhere')} lines={SHORTCUTS} />
      {PLACES.map(({ titleKey, lines }) => (
        <Lines key={titleKey} title={t(titleKey)} lines={lines} />
      ))}
    </Dialog>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const t = useText();
  const isMac = useAppSelector((state) => selectInfo(state)?.platform === 'darwin');
  return (
    <section className={cx(styles.place)}>
      <h3 className={cx(styles.title)}>{title}</h3>
      <dl className={cx(styles.lines)}>
        {lines.map(({ keys, textKey }) => (
          <div key={textKey} className={cx(styles.line)}>
            <dt>{t(textKey)}</dt>
            <dd>
              <KeyCaps keys={keyNames(keys, isMac)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
