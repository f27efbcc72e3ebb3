import { FileText, Film, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../../app/hooks.ts';
import { useText } from '../../../app/text/text-context.ts';
import { cx, IconButton, Spinner, Switch } from '../../../ui/index.ts';
import { clock } from '../../voice-recorder/clock.ts';
import { useFileSize } from './file-size.ts';
import { fileMoved, selectStaged, type StagedFile } from './staging-slice.ts';
import styles from './staged-files.module.css';
import { chooseQuality, unstageFiles } from './staging-thunks.ts';

/** Says that a tile is dragged, not a file from elsewhere. */
export const STAGED_TYPE = 'application/x-undertone-staged';

/** The files that go with the next message. Spec 08, CMP-08 and CMP-09. */
export function StagedFiles({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { files, isOriginal } = useAppSelector((state) => selectStaged(state, conversationId));
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<number>();
  if (files.length === 0) return undefined;

  const move = (id: number, to: number) => dispatch(fileMoved({ conversationId, id, to }));
  const remove = (index: number) => {
    const file = files[index];
    if (file === undefined) return;
    // The focus goes to the neighbour; the tile itself is about to go.
    const tiles = list.current?.querySelectorAll<HTMLElement>('li');
    (tiles?.[index + 1] ?? tiles?.[index - 1])?.focus();
    dispatch(unstageFiles({ conversationId, ids: [file.id] }));
  };
  return (
    <div className={cx(styles.staged)} data-testid="staged-attachments-container">
      <ul ref={list} className={cx(styles.list)} aria-label={t('attachmentsStaged')}>
        {files.map((file, index) => (
          <Tile
            key={file.id}
            file={file}
            place={{ index, count: files.length }}
            isDragged={dragged === file.id}
            onRemove={() => remove(index)}
            onMove={(to) => move(file.id, to)}
            onDrag={setDragged}
            onDragOver={() => {
              if (dragged !== undefined && dragged !== file.id) move(dragged, index);
            }}
          />
        ))}
      </ul>
      {files.some(({ hasQuality }) => hasQuality) && (
        <label className={cx(styles.quality)}>
          <span>{t('attachmentsOriginal')}</span>
          <Switch
            label={t('attachmentsOriginal')}
            isOn={isOriginal}
            onChange={(isOn) => dispatch(chooseQuality({ conversationId, isOriginal: isOn }))}
            testId="original-quality-toggle"
          />
        </label>
      )}
    </div>
  );
}

function Tile(props: {
  readonly file: StagedFile;
  readonly place: { readonly index: number; readonly count: number };
  readonly isDragged: boolean;
  readonly onRemove: () => void;
  readonly onMove: (to: number) => void;
  readonly onDrag: (id: number | undefined) => void;
  readonly onDragOver: () => void;
}) {
  const t = useText();
  const size = useFileSize();
  const { file, place } = props;
  const isSeen = file.kind !== 'file';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const step = stepOf(event);
    if (step !== 0) props.onMove(place.index + step);
    else if (event.key === 'Delete' || event.key === 'Backspace') props.onRemove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(STAGED_TYPE, '');
    event.dataTransfer.effectAllowed = 'move';
    props.onDrag(file.id);
  };
  return (
    <li
      className={cx(isSeen ? styles.picture : styles.file, props.isDragged && styles.dragged)}
      tabIndex={0}
      aria-label={t('attachmentsStagedOne', {
        name: file.name,
        size: size(file.size),
        place: place.index + 1,
        count: place.count,
      })}
      aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
      aria-busy={!file.isReady}
      title={file.name}
      data-testid="staged-attachment"
      draggable={place.count > 1}
      onKeyDown={onKeyDown}
      onDragStart={onDragStart}
      onDragEnd={() => props.onDrag(undefined)}
      onDragOver={props.onDragOver}
    >
      {isSeen ? <Preview file={file} /> : <FileCard file={file} />}
      {!file.isReady && (
        <span className={cx(styles.busy)}>
          <Spinner size={22} label={t('attachmentsPreparing')} testId="loading-animation" />
        </span>
      )}
      <span className={cx(styles.remove)}>
        <IconButton
          size="small"
          variant="filled"
          label={t('attachmentsRemove', { name: file.name })}
          icon={<X size={15} aria-hidden />}
          onPress={props.onRemove}
          testId="staged-attachment-remove"
          tooltipSide="top"
        />
      </span>
    </li>
  );
}

function Preview({ file: { kind, previewUrl, durationMs } }: { readonly file: StagedFile }) {
  return (
    <>
      {previewUrl === undefined ? (
        <Film className={cx(styles.icon)} size={26} aria-hidden />
      ) : (
        <img className={cx(styles.image)} src={previewUrl} alt="" draggable={false} />
      )}
      {kind === 'video' && durationMs !== undefined && (
        <span className={cx(styles.duration)}>{clock(durationMs)}</span>
      )}
    </>
  );
}

function FileCard({ file }: { readonly file: StagedFile }) {
  const size = useFileSize();
  const dot = file.name.lastIndexOf('.');
  return (
    <>
      <FileText className={cx(styles.icon)} size={26} aria-hidden />
      <span className={cx(styles.words)}>
        <bdi className={cx(styles.name)}>{file.name}</bdi>
        <span className={cx(styles.size)}>
          {[size(file.size), dot > 0 ? file.name.slice(dot + 1, dot + 6).toUpperCase() : '']
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </>
  );
}

/** Which way Alt and an arrow move a tile, as it lies on the screen. */
function stepOf({ altKey, key }: KeyboardEvent): -1 | 0 | 1 {
  if (!altKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return 0;
  const isForward = (key === 'ArrowRight') !== (document.dir === 'rtl');
  return isForward ? 1 : -1;
}
