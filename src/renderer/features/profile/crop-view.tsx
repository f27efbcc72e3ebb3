import { RotateCw } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';

import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, IconButton, Slider } from '../../ui/index.ts';
import { type Crop, drawCrop, MOST_ZOOM, turned, within } from './crop-model.ts';
import styles from './picture-dialog.module.css';

/** Px that are drawn; twice what is shown, for dense screens. */
const DRAWN = 520;
/** Sides of the square that an arrow key moves. */
const STEP = 0.02;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** The square as others will see it; it is moved by pointer or arrow keys, enlarged and turned. */
export function CropView({
  picture,
  crop,
  onChange,
}: {
  readonly picture: ImageBitmap;
  readonly crop: Crop;
  readonly onChange: (crop: Crop) => void;
}) {
  const { text: t, locale } = useCatalogue();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const painter = canvas.current?.getContext('2d');
    if (painter) drawCrop(painter, { picture, crop, side: DRAWN });
  }, [picture, crop]);
  const change = (next: Crop) => onChange(within(picture, next));
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const side = event.currentTarget.clientWidth;
    change({ ...crop, x: crop.x + event.movementX / side, y: crop.y + event.movementY / side });
  };
  const nudge = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    change({ ...crop, x: crop.x + arrow[0], y: crop.y + arrow[1] });
  };
  return (
    <div className={cx(styles.crop)}>
      <canvas
        ref={canvas}
        className={cx(styles.canvas)}
        width={DRAWN}
        height={DRAWN}
        role="img"
        aria-label={t('profileDisplayPictureMove')}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={move}
        onKeyDown={nudge}
        data-testid="picture-crop"
      />
      <div className={cx(styles.tools)}>
        <Slider
          label={t('profileDisplayPictureZoom')}
          value={crop.zoom}
          min={1}
          max={MOST_ZOOM}
          step={0.05}
          valueText={new Intl.NumberFormat(locale, { style: 'percent' }).format(crop.zoom)}
          onChange={(zoom) => change({ ...crop, zoom })}
          testId="picture-zoom"
        />
        <IconButton
          label={t('profileDisplayPictureTurn')}
          icon={<RotateCw size={18} aria-hidden />}
          onPress={() => change(turned(crop))}
          testId="picture-turn-button"
        />
      </div>
    </div>
  );
}
