import type { KnownType } from '../../picture-pipeline/index.ts';

export interface ShelvedFile {
  readonly source: Blob;
  /** By its bytes; `undefined` for what is none of the types that we know. */
  readonly type: KnownType | undefined;
  /** What would be sent; the source itself until something else is made of it. */
  outgoing: Blob;
  /** Resolves when it is ready or refused; another one when it is made ready anew. */
  ready: Promise<void>;
  previewUrl: string | undefined;
}

/** The bytes of files that wait to be sent: they are no plain data and stay out of the store. Lives as long as the window. */
export class FileShelf {
  private readonly files = new Map<number, ShelvedFile>();
  private lastId = 0;

  put(source: Blob, type: KnownType | undefined): number {
    this.lastId += 1;
    this.files.set(this.lastId, {
      source,
      type,
      outgoing: source,
      ready: Promise.resolve(),
      previewUrl: undefined,
    });
    return this.lastId;
  }

  get(id: number): ShelvedFile | undefined {
    return this.files.get(id);
  }

  /** Shows a picture of a file from now on; `undefined` when the file has gone meanwhile. */
  preview(id: number, picture: Blob): string | undefined {
    const file = this.files.get(id);
    if (file === undefined) return undefined;
    if (file.previewUrl !== undefined) URL.revokeObjectURL(file.previewUrl);
    file.previewUrl = URL.createObjectURL(picture);
    return file.previewUrl;
  }

  remove(id: number): void {
    const url = this.files.get(id)?.previewUrl;
    if (url !== undefined) URL.revokeObjectURL(url);
    this.files.delete(id);
  }
}
