/** Which part of a picture is shown: a square cut from it. */
export interface Crop {
  /** 1 shows as much as fits into the square, more shows less. */
  readonly zoom: number;
  /** Where the middle of the picture lies, in sides of the square from the middle of it. */
  readonly x: number;
  readonly y: number;
  /** Quarter turns, clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
}

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Crop = { zoom: 1, x: 0, y: 0, turns: 0 };
export const MOST_ZOOM = 5;

/** The picture in sides of the square, as it lies after its turns. */
export function shownSize({ width, height }: Size, { zoom, turns }: Crop): Size {
  const short = Math.min(width, height);
  const along = (zoom * width) / short;
  const across = (zoom * height) / short;
  return turns % 2 === 0 ? { width: along, height: across } : { width: across, height: along };
}

/** The nearest crop that leaves no gap in the square. */
export function within(picture: Size, crop: Crop): Crop {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, crop.zoom));
  const { width, height } = shownSize(picture, { ...crop, zoom });
  const limited = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  return { ...crop, zoom, x: limited(crop.x, (width - 1) / 2), y: limited(crop.y, (height - 1) / 2) };
}

/** A quarter turn clockwise, around the middle of the square. */
export function turned({ turns, x, y, zoom }: Crop): Crop {
  return { zoom, x: -y, y: x, turns: ((turns + 1) % 4) as Crop['turns'] };
}

/** What a context draws with: the part of the browser's one that is needed. */
type Painter = Pick<
  CanvasRenderingContext2D,
  'setTransform' | 'translate' | 'rotate' | 'scale' | 'fillRect' | 'fillStyle'
> & {
  drawImage(image: CanvasImageSource, x: number, y: number): void;
};

/** Draws the square, `side` px wide; what is transparent becomes white. */
export function drawCrop(
  painter: Painter,
  { picture, crop, side }: { readonly picture: ImageBitmap; readonly crop: Crop; readonly side: number },
): void {
  const scale = (crop.zoom * side) / Math.min(picture.width, picture.height);
  painter.setTransform(1, 0, 0, 1, 0, 0);
  painter.fillStyle = '#ffffff';
  painter.fillRect(0, 0, side, side);
  painter.translate(side / 2 + crop.x * side, side / 2 + crop.y * side);
  painter.rotate((crop.turns * Math.PI) / 2);
  painter.scale(scale, scale);
  painter.drawImage(picture, -picture.width / 2, -picture.height / 2);
}
