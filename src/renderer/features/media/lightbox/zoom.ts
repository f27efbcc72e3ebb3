/** How a picture lies on its stage: enlarged around the middle, and moved by px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FITTING: Zoom = { scale: 1, x: 0, y: 0 };
export const MOST = 8;

/** Enlarges so that what lies at `point`, in px from the middle of the stage, stays there. */
export function zoomedAt(
  zoom: Zoom,
  {
    factor,
    point,
    size,
  }: { readonly factor: number; readonly point: Pick<Zoom, 'x' | 'y'>; readonly size: Size },
): Zoom {
  const scale = Math.min(MOST, Math.max(1, zoom.scale * factor));
  const real = scale / zoom.scale;
  return within(
    { scale, x: point.x - (point.x - zoom.x) * real, y: point.y - (point.y - zoom.y) * real },
    size,
  );
}

/** Moves by px, but never so far that the picture leaves its stage, which is of `size` as the picture is when it fits. */
export function panned(
  zoom: Zoom,
  { by, size }: { readonly by: Pick<Zoom, 'x' | 'y'>; readonly size: Size },
): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, size);
}

function within({ scale, x, y }: Zoom, { width, height }: Size): Zoom {
  const limit = (place: number, length: number) => {
    const room = (length * (scale - 1)) / 2;
    return Math.min(room, Math.max(-room, place)) + 0;
  };
  return { scale, x: limit(x, width), y: limit(y, height) };
}
