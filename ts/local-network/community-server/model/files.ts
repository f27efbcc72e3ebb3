import type { Room } from './room.ts';
import type { User } from './user.ts';

export interface RoomFile {
  readonly id: number;
  /** The token of its room. */
  readonly room: string;
  readonly uploader: User;
  readonly content: Uint8Array;
  readonly contentDisposition: string | undefined;
  readonly uploadedMs: number;
  /** Undefined: never. */
  expiresMs: number | undefined;
  /** Whether a post, or the room as its picture, names it. */
  isLinked: boolean;
}

/** What nobody names vanishes after an hour. Spec 05 §9. */
export const UNLINKED_LIFE_MS = 3_600_000;
/** What a post names lives for 15 days. */
export const FILE_LIFE_MS = 15 * 86_400_000;

/** What is to be kept of the files of a server. */
export interface FilesState {
  readonly files: readonly RoomFile[];
  readonly lastId: number;
}

/** What was uploaded to the rooms of a server. */
export class Files {
  private readonly byId: Map<number, RoomFile>;
  private lastId: number;

  constructor({ files, lastId }: FilesState = { files: [], lastId: 0 }) {
    this.byId = new Map(files.map((file) => [file.id, file]));
    this.lastId = lastId;
  }

  get state(): FilesState {
    return { files: [...this.byId.values()], lastId: this.lastId };
  }

  add(file: Omit<RoomFile, 'id' | 'expiresMs' | 'isLinked'>): RoomFile {
    this.forgetExpired(file.uploadedMs);
    this.lastId += 1;
    const added = {
      ...file,
      id: this.lastId,
      expiresMs: file.uploadedMs + UNLINKED_LIFE_MS,
      isLinked: false,
    };
    this.byId.set(added.id, added);
    return added;
  }

  find({ token }: Pick<Room, 'token'>, id: number, nowMs: number): RoomFile | undefined {
    const file = this.byId.get(id);
    const isThere = file?.room === token && (file.expiresMs === undefined || file.expiresMs > nowMs);
    return isThere ? file : undefined;
  }

  /** Lets files live as long as a post does; those of others and those of another post are left out. */
  link(
    ids: readonly number[],
    options: { readonly room: Room; readonly user: User; readonly nowMs: number },
  ): readonly number[] {
    const { room, user, nowMs } = options;
    return ids.filter((id) => {
      const file = this.find(room, id, nowMs);
      if (file === undefined || file.isLinked || file.uploader !== user) return false;
      this.keep(file, nowMs + FILE_LIFE_MS);
      return true;
    });
  }

  /** Until when a file lives; undefined: for good. */
  keep(file: RoomFile, untilMs: number | undefined): void {
    file.isLinked = true;
    file.expiresMs = untilMs;
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.byId.delete(id);
  }

  private forgetExpired(nowMs: number): void {
    for (const { id, expiresMs } of this.byId.values()) {
      if (expiresMs !== undefined && expiresMs <= nowMs) this.byId.delete(id);
    }
  }
}
