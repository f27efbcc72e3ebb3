import { Ban, Eye, ImageOff, UsersRound } from 'lucide-react';

import type { RoomPreviewView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, ExpandableText } from '../../ui/index.ts';
import { communityPlace } from './community-url.ts';
import { RoomDisc } from './room-disc.tsx';
import styles from './room-facts.module.css';

/** px of the picture. */
const PICTURE = 56;

/** What a room is, before it is joined: picture, name, where it is, who may do what. Spec 08, COM-01. */
export function RoomFacts({ room }: { readonly room: RoomPreviewView }) {
  const t = useText();
  const { name, description, activeUsers, rights } = room;
  return (
    <section className={cx(styles.facts)} aria-label={name} data-testid="community-preview">
      <div className={cx(styles.head)}>
        <RoomDisc room={room} size={PICTURE} />
        <div className={cx(styles.names)}>
          <bdi className={cx(styles.name)} data-testid="community-preview-name">
            {name}
          </bdi>
          <bdi className={cx(styles.place)} dir="ltr">
            {communityPlace(room)}
          </bdi>
        </div>
      </div>
      {description !== '' && (
        <div className={cx(styles.description)} dir="auto">
          <ExpandableText lines={4} moreLabel={t('readMoreCapital')}>
            {description}
          </ExpandableText>
        </div>
      )}
      <ul className={cx(styles.marks)}>
        {activeUsers > 0 && (
          <li>
            <UsersRound size={15} aria-hidden />
            {t('communityActive', { count: activeUsers })}
          </li>
        )}
        {!rights.read && (
          <li>
            <Ban size={15} aria-hidden />
            {t('communityNoRead')}
          </li>
        )}
        {rights.read && !rights.write && (
          <li>
            <Eye size={15} aria-hidden />
            {t('communityReadOnly')}
          </li>
        )}
        {rights.write && !rights.upload && (
          <li>
            <ImageOff size={15} aria-hidden />
            {t('communityNoFiles')}
          </li>
        )}
      </ul>
    </section>
  );
}
