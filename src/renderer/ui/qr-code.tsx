import { encodeQR } from 'qr';
import { useMemo } from 'react';

import { cx } from './cx.ts';
import { qrPath } from './qr-path.ts';
import styles from './qr-code.module.css';

/** Light modules around the code, as the standard asks. */
const QUIET = 4;

/** A text as QR code, dark on light in every theme, because not every camera reads it the other way round. */
export function QrCode({
  text,
  label,
  size = 220,
  testId,
}: {
  readonly text: string;
  /** Accessible name: what the code holds, in words. */
  readonly label: string;
  /** Greatest width in px. */
  readonly size?: number;
  readonly testId?: string;
}) {
  const modules = useMemo(() => encodeQR(text, 'raw', { ecc: 'medium', border: QUIET }), [text]);
  return (
    <svg
      className={cx(styles.code)}
      width={size}
      height={size}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      <rect className={cx(styles.light)} width="100%" height="100%" />
      <path className={cx(styles.dark)} d={qrPath(modules)} />
    </svg>
  );
}
