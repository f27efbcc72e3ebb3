/** Characters that some file system does not take in names. */
const FORBIDDEN = /[\p{Cc}\p{Cf}<>:"/\\|?*]/gu;
const MOST_OF_NAME = 60;

/** A file name to begin with: who it is with, and the day. */
export function exportFileName({
  name,
  format,
  nowMs,
}: {
  readonly name: string;
  readonly format: 'html' | 'json';
  readonly nowMs: number;
}): string {
  const safe = name.replace(FORBIDDEN, ' ').replace(/\s+/gu, ' ').slice(0, MOST_OF_NAME).trim();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return `Undertone ${safe} ${day}.${format}`.replace(/\s+/gu, ' ');
}
