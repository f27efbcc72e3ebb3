import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';

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
  const close = () => dispatch(toastClosed(toast.id));
  const hold = useHeldTimer(useShownMs(), close);
  const { opens } = toast;
  const said = t(toast.textKey, { count: toast.count ?? 1, ...toast.values });
  const words = toast.reasonKey === undefined ? said : `${said} ${t(toast.reasonKey)}`;
  const isError = toast.kind === 'error';
  return (
    <div className={cx(styles.toast, isError && styles.error)} {...hold}>
      {isError ? <CircleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
      <span className={cx(styles.text)} role={isError ? 'alert' : 'status'} data-testid="session-toast">
        {opens === undefined ? (
          words
        ) : (
          <button
            type="button"
            className={cx(styles.action)}
            onClick={() => {
              close();
              dispatch(dialogOpened(opens));
            }}
          >
            {words}
          </button>
        )}
      </span>
      <IconButton size="small" label={t('toastClose')} icon={<X size={16} aria-hidden />} onPress={close} />
    </div>
  );
}

function useShownMs(): number {
  return useAppSelector((state) => selectInfo(state)?.testMode === true) ? SHOWN_IN_TESTS_MS : SHOWN_MS;
}

/** Calls `onEnd` after a time in which neither pointer nor focus rested on the element that gets these handlers. */
function useHeldTimer(timeMs: number, onEnd: () => void) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isHovered || isFocused;
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => end(), timeMs);
    return () => clearTimeout(timer);
  }, [isHeld, timeMs]);
  return {
    onPointerEnter: () => setHovered(true),
    onPointerLeave: () => setHovered(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
}
