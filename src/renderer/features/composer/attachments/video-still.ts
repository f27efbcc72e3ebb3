/** What a film says of itself, and a picture out of it. */
export interface VideoFacts {
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly still?: Blob | undefined;
}

/** Longest time that a film gets to show itself. */
const LIMIT_MS = 8_000;
/** Longest side of the picture, px. */
const STILL_SIDE = 320;
/** Films often begin in the dark. */
const STILL_AT_S = 1;

/** Reads a film; `undefined` when this window cannot play it, which others may. */
export async function readVideo(film: Blob): Promise<VideoFacts | undefined> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(film);
  try {
    video.muted = true;
    video.preload = 'auto';
    video.src = url;
    await happened(video, 'loadeddata');
    const facts = {
      width: video.videoWidth,
      height: video.videoHeight,
      durationMs: Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : 0,
    };
    if (facts.width === 0) return undefined;
    return { ...facts, still: await stillOf(video).catch(() => undefined) };
  } catch {
    return undefined;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function stillOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const sought = happened(video, 'seeked');
  video.currentTime = Math.min(STILL_AT_S, video.duration / 2);
  await sought;
  const scale = Math.min(1, STILL_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.8));
}

function happened(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('too slow')), LIMIT_MS);
    video.addEventListener(
      event,
      () => {
        clearTimeout(limit);
        resolve();
      },
      { once: true },
    );
    video.addEventListener('error', () => reject(new Error('not playable')), { once: true });
  });
}
