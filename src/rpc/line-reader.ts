const LINE_FEED = 0x0a;

/** One line without its end, or why it cannot be read. */
export type Line = { readonly text: string } | { readonly fault: 'line-too-long' | 'line-not-utf8' };

/** Cuts bytes into lines of UTF-8. Needs the memory of one line of the longest length, however it comes. */
export class LineReader {
  private readonly line: Uint8Array;
  private length = 0;
  /** The rest of a line that is too long is thrown away as it comes. */
  private isTooLong = false;

  /** `maxBytes`: longest line, its end not counted. */
  constructor(maxBytes: number) {
    this.line = new Uint8Array(maxBytes);
  }

  /** Takes the next bytes and gives the lines that end in them. */
  *push(bytes: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.keep(bytes.subarray(start, end));
      start = end + 1;
      yield this.take();
    }
    this.keep(bytes.subarray(start));
  }

  /** What is left at the end of the input: a last line that has no end. */
  *end(): Generator<Line> {
    if (this.length > 0 || this.isTooLong) yield this.take();
  }

  private keep(bytes: Uint8Array): void {
    this.isTooLong ||= this.length + bytes.length > this.line.length;
    if (this.isTooLong) return;
    this.line.set(bytes, this.length);
    this.length += bytes.length;
  }

  private take(): Line {
    const { isTooLong } = this;
    const bytes = this.line.subarray(0, this.length);
    this.length = 0;
    this.isTooLong = false;
    if (isTooLong) return { fault: 'line-too-long' };
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
      return { fault: 'line-not-utf8' };
    }
  }
}
