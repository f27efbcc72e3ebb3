import { NotebookPen } from 'lucide-react';
import { useState } from 'react';

import { avatarColor, avatarInitials } from './avatar-model.ts';
import styles from './avatar.module.css';
import { cx } from './cx.ts';

export interface AvatarProps {
  /** Account ID: decides the colour. */
  readonly id: string;
  /** Shown name: gives the initials; empty shows a person. */
  readonly name: string;
  readonly kind?: 'contact' | 'note-to-self' | 'group' | 'community' | 'blinded';
  /** Width in px. */
  readonly size: number;
  /** Address of their picture. */
  readonly pictureUrl?: string | undefined;
}

/** Picture of a person. Decorative: the name stands beside it. */
export function Avatar({ id, name, size, pictureUrl, kind = 'contact' }: AvatarProps) {
  const [brokenUrl, setBrokenUrl] = useState<string>();
  if (kind === 'note-to-self') {
    return (
      <span className={cx(styles.note)} style={{ inlineSize: size, blockSize: size }} aria-hidden>
        <NotebookPen size={size * 0.46} strokeWidth={1.8} />
      </span>
    );
  }
  if (pictureUrl !== undefined && pictureUrl !== brokenUrl) {
    return (
      <img
        className={cx(styles.avatar, styles.picture)}
        width={size}
        height={size}
        src={pictureUrl}
        alt=""
        draggable={false}
        decoding="async"
        onError={() => setBrokenUrl(pictureUrl)}
      />
    );
  }
  const initials = avatarInitials(name);
  const fontSize = initials.length > 1 ? 40 : 50;
  return (
    <svg className={cx(styles.avatar)} width={size} height={size} viewBox="0 0 100 100" aria-hidden>
      <g>
        <circle cx="50" cy="50" r="50" fill={avatarColor(id)} />
        {initials === '' ? (
          <path
            className={cx(styles.person)}
            d="M50 26a14 14 0 1 0 0 28 14 14 0 0 0 0-28zM26 76c2-12 12-17 24-17s22 5 24 17c-6 5-14 8-24 8s-18-3-24-8z"
          />
        ) : (
          <text className={cx(styles.initials)} x="50" y="51" fontSize={fontSize}>
            {initials}
          </text>
        )}
      </g>
    </svg>
  );
}
