import { createHash } from 'node:crypto';

/** The clipboard of the operating system, as far as it is used here. Older Electrons answer at once, newer ones with a promise. */
export interface TextClipboard {
  readonly readText: () => string | Promise<string>;
  readonly writeText: (text: string) => void | Promise<void>;
  readonly clear: () => void | Promise<void>;
}

/** Copies text and, if wanted, takes it away again later; unless something else has been copied since. */
export class ClipboardWriter {
  private readonly clipboard: TextClipboard;
  private readonly onError: (error: unknown) => void;
  private pending: { readonly timer: NodeJS.Timeout; readonly fingerprint: string } | undefined;

  /** `onError` hears why a text could not be taken away. */
  constructor(clipboard: TextClipboard, onError: (error: unknown) => void) {
    this.clipboard = clipboard;
    this.onError = onError;
  }

  /** `clearAfterMs`: milliseconds until the text is taken away. */
  async write(text: string, clearAfterMs?: number): Promise<void> {
    this.forget();
    await this.clipboard.writeText(text);
    if (clearAfterMs === undefined) return;
    const timer = setTimeout(() => void this.clearNow(), clearAfterMs);
    timer.unref();
    this.pending = { timer, fingerprint: fingerprint(text) };
  }

  /** Takes away at once what waits to be taken away; for the end of the app. Never throws. */
  async clearNow(): Promise<void> {
    const { pending } = this;
    if (pending === undefined) return;
    this.forget();
    try {
      if (pending.fingerprint === fingerprint(await this.clipboard.readText())) await this.clipboard.clear();
    } catch (error) {
      this.onError(error);
    }
  }

  private forget(): void {
    clearTimeout(this.pending?.timer);
    this.pending = undefined;
  }
}

/** A secret need not stay in memory just to be recognised. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
