import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

import { LIST_WIDTH } from '../../../ipc/themes.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './list-splitter.module.css';
import type { ListSize } from './use-list-size.ts';

/** px that an arrow key moves it. */
const STEP = 16;

/** The line between list and conversation: dragged, moved with arrows, and collapsed with Enter or a double click. */
export function ListSplitter({ size, listId }: { readonly size: ListSize; readonly listId: string }) {
  const { text: t, direction } = useCatalogue();
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const towardsEnd = direction === 'rtl' ? -1 : 1;

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: size.width };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current === undefined) return;
    const moved = (event.clientX - start.current.x) * towardsEnd;
    if (moved !== 0) size.dragTo(start.current.width + moved);
  };
  const onPointerEnd = () => {
    if (start.current === undefined) return;
    start.current = undefined;
    size.settle();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = { ArrowRight: STEP * towardsEnd, ArrowLeft: -STEP * towardsEnd }[event.key];
    const bounds = { Home: LIST_WIDTH.min, End: LIST_WIDTH.max }[event.key];
    if (event.key === 'Enter') size.toggle();
    else if (bounds !== undefined) size.settle(bounds);
    else if (arrow !== undefined) size.settle(nextWidth(size, arrow));
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={cx(styles.splitter)}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('conversationsListWidth')}
      aria-controls={listId}
      aria-valuemin={0}
      aria-valuemax={LIST_WIDTH.max}
      aria-valuenow={size.isCollapsed ? 0 : size.width}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={size.toggle}
      onKeyDown={onKeyDown}
      data-testid="list-splitter"
    />
  );
}

/** One step from where it is; below the narrowest it collapses, and opens again as narrow as it may be. */
function nextWidth(size: ListSize, step: number): number {
  if (size.isCollapsed) return step > 0 ? LIST_WIDTH.min : 0;
  return size.width === LIST_WIDTH.min && step < 0 ? 0 : Math.max(LIST_WIDTH.min, size.width + step);
}
