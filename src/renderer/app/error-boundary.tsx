import { Component, type ReactNode } from 'react';

import { Button, cx, Mark } from '../ui/index.ts';
import styles from './error-boundary.module.css';
import { useText } from './text/text-context.ts';

/** Catches what nobody foresaw: words and a way on instead of a blank window. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Failure /> : this.props.children;
  }
}

/** What is shown when the window cannot go on; `code` names a known reason. */
export function Failure({ code }: { readonly code?: string }) {
  const t = useText();
  return (
    <main className={cx(styles.failure)}>
      <Mark size={64} />
      <h1 className={cx(styles.title)}>{t('errorBoundaryTitle')}</h1>
      <p className={cx(styles.text)} role="alert">
        {t('errorBoundaryDescription')}
      </p>
      {code !== undefined && <p className={cx(styles.code)}>{t('errorDetails', { code })}</p>}
      <Button variant="solid" onPress={() => window.location.reload()}>
        {t('errorBoundaryReload')}
      </Button>
    </main>
  );
}
