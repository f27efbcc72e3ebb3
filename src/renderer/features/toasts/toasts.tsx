import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectToasts, type Toast, toastClosed } from './toasts-slice.ts';
import styles from './toasts.module.css';

const SHOWN_MS = 3_000;
const SHOWN_IN_TESTS_MS = 1_000;

/** The toasts of the window, newest at the bottom. Spec 08, TST-01. */
export function Toasts() {
  const toasts = useAppSelector(selectToasts);
  const t = useText();
  return (
    // The attribute keeps a modal dialog from hiding and disabling what lies outside of it.
    <section className={cx(styles.toasts)} aria-label={t('toasts')} data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const isTestMode = useAppSelector((state) => selectInfo(state)?.testMode === true);
  const [isHeld, setHeld] = useState(false);
  const isError = toast.kind === 'error';
  const { opens } = toast;
  const words = t(toast.textKey, { count: toast.count ?? 1 });

  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(
      () => dispatch(toastClosed(toast.id)),
      isTestMode ? SHOWN_IN_TESTS_MS : SHOWN_MS,
    );
    return () => clearTimeout(timer);
  }, [dispatch, isHeld, isTestMode, toast.id]);

  return (
    <div
      className={cx(styles.toast, isError && styles.error)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {isError ? <CircleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
      <span className={cx(styles.text)} role={isError ? 'alert' : 'status'} data-testid="session-toast">
        {opens === undefined ? (
          words
        ) : (
          <button
            type="button"
            className={cx(styles.action)}
            onClick={() => {
              dispatch(toastClosed(toast.id));
              dispatch(dialogOpened(opens));
            }}
          >
            {words}
          </button>
        )}
      </span>
      <IconButton
        size="small"
        label={t('toastClose')}
        icon={<X size={16} aria-hidden />}
        onPress={() => dispatch(toastClosed(toast.id))}
      />
    </div>
  );
}
