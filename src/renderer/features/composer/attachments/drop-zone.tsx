import { ImagePlus } from 'lucide-react';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';

import { useText } from '../../../app/text/text-context.ts';
import { cx } from '../../../ui/index.ts';
import styles from './drop-zone.module.css';

/** Takes files that are dropped anywhere on the conversation, and says so while they hang over it. Spec 08, CMP-08. */
export function DropZone(props: {
  /** An element of the conversation. */
  readonly inside: RefObject<HTMLElement | null>;
  readonly onDrop: (files: readonly File[]) => void;
}) {
  const t = useText();
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(props.onDrop);
  const { inside } = props;
  useEffect(() => {
    const column = inside.current?.closest<HTMLElement>('.session-conversation');
    if (!column) return undefined;
    // Every element that the pointer enters says so, and every one that it leaves.
    let depth = 0;
    const over = (change: number) => {
      depth = Math.max(0, depth + change);
      setOver(depth > 0);
    };
    const listeners = {
      dragenter: (event: DragEvent) => hasFiles(event) && over(1),
      dragleave: (event: DragEvent) => hasFiles(event) && over(-1),
      dragover: (event: DragEvent) => {
        if (!hasFiles(event) || event.dataTransfer === null) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      drop: (event: DragEvent) => {
        depth = 0;
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        drop([...(event.dataTransfer?.files ?? [])]);
      },
    };
    const entries = Object.entries(listeners) as [string, (event: Event) => void][];
    for (const [name, listener] of entries) column.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of entries) column.removeEventListener(name, listener);
    };
  }, [inside]);
  if (!isOver) return undefined;
  return (
    <div className={cx(styles.zone)} aria-hidden data-testid="drop-zone">
      <ImagePlus size={44} strokeWidth={1.5} />
      <span>{t('attachmentsDrop')}</span>
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
