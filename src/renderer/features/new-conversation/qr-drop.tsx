import { QrCode } from 'lucide-react';
import { type DragEvent, useEffect, useEffectEvent, useState } from 'react';

import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import styles from './chooser-overlay.module.css';
import { readQr } from './read-qr.ts';

/** Takes a picture of a QR code: dropped, pasted or chosen. Spec 08, NEW-08. */
export function QrDrop({
  hint,
  onText,
  onNothing,
}: {
  /** Whose code it may be. */
  readonly hint: string;
  readonly onText: (text: string) => void;
  readonly onNothing: () => void;
}) {
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const take = async (files: FileList | null | undefined) => {
    const picture = [...(files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (picture === undefined) return;
    setBusy(true);
    const text = await readQr(picture);
    setBusy(false);
    if (text === undefined) onNothing();
    else onText(text);
  };
  const onPaste = useEffectEvent((event: ClipboardEvent) => void take(event.clipboardData?.files));
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
  return (
    <div
      className={cx(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files);
      }}
      data-testid="qr-drop"
    >
      <QrCode size={28} strokeWidth={1.6} aria-hidden />
      <p>{hint}</p>
      <Button size="small" isBusy={isBusy} onPress={() => choosePicture((files) => void take(files))}>
        {t('qrChoosePicture')}
      </Button>
    </div>
  );
}

/** Asks for a file without an input in the page: the one that is there belongs to the composer (spec 08 §3.5). */
function choosePicture(onChosen: (files: FileList | null) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.addEventListener('change', () => onChosen(input.files));
  input.click();
}
