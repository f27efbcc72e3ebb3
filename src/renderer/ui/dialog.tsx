import { ChevronLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { ABOVE_DIALOG, useEscape } from './use-escape.ts';

export interface DialogProps {
  /** Value of `data-modal-id`, spec 08 §3.2. */
  readonly modalId: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Present on inner pages: shows the arrow; Esc then goes back instead of closing. */
  readonly onBack?: () => void;
  readonly labels: { readonly close: string; readonly back: string };
  readonly size?: 'small' | 'medium' | 'large';
  /** A dialog that asks something has buttons for every answer and needs no cross. */
  readonly isQuestion?: boolean;
  /** A page that is left by going back alone. */
  readonly hasNoClose?: boolean;
  readonly actions?: ReactNode;
  /** Of the root, where the contract names it besides `data-modal-id`. */
  readonly testId?: string;
}

/** A modal dialog: traps the focus, closes on Esc and on a click outside. */
export function Dialog({ size = 'small', ...props }: DialogProps) {
  const dialog = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEscape(ABOVE_DIALOG, props.onBack ?? props.onClose);
  // Another page in the same dialog: it is read from its beginning, what had the focus is gone, and the new title wants to be heard.
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
    const focused = document.activeElement;
    if (!dialog.current?.contains(focused) || focused === dialog.current) dialog.current?.focus();
  }, [props.title]);
  return (
    <ModalOverlay
      className={cx(styles.overlay)}
      isOpen
      isDismissable
      isKeyboardDismissDisabled
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Modal className={cx(styles.modal, styles[size])}>
        <AriaDialog
          ref={dialog}
          className={cx(styles.dialog)}
          role={props.isQuestion === true ? 'alertdialog' : 'dialog'}
          data-modal-id={props.modalId}
          data-testid={props.testId}
        >
          <header className={cx(styles.header)}>
            <span className={cx(styles.side)}>
              {props.onBack !== undefined && (
                <IconButton
                  label={props.labels.back}
                  icon={<ChevronLeft className={cx(styles.back)} size={22} aria-hidden />}
                  onPress={props.onBack}
                  testId="modal-back-button"
                />
              )}
            </span>
            <Heading slot="title" className={cx(styles.title)} data-testid="modal-heading">
              {props.title}
            </Heading>
            <span className={cx(styles.side)}>
              {props.isQuestion !== true && props.hasNoClose !== true && (
                <IconButton
                  label={props.labels.close}
                  icon={<X size={20} aria-hidden />}
                  onPress={props.onClose}
                  testId="modal-close-button"
                />
              )}
            </span>
          </header>
          <div ref={body} className={cx(styles.body)}>
            {props.children}
          </div>
          {props.actions !== undefined && (
            <footer className={cx(styles.actions)} data-testid="modal-actions-container">
              {props.actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
