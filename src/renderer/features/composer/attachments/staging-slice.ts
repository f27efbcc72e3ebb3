import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import { eventsReceived } from '../../../app/events.ts';

/** A file that waits to be sent. Its bytes lie on the shelf under the same id. */
export interface StagedFile {
  readonly id: number;
  readonly name: string;
  readonly kind: 'picture' | 'video' | 'file';
  readonly contentType: string;
  /** Bytes, of what would be sent as far as that is known. */
  readonly size: number;
  /** False while it is being made ready. */
  readonly isReady: boolean;
  /** A picture that may be written anew, or sent as good as it is. */
  readonly hasQuality: boolean;
  /** Pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly durationMs?: number | undefined;
  /** `blob:` URL of a picture of it. */
  readonly previewUrl?: string | undefined;
}

export interface Staged {
  readonly files: readonly StagedFile[];
  readonly isOriginal: boolean;
}

export interface StagingState {
  readonly byConversation: Readonly<Record<number, Staged>>;
}

interface InConversation {
  readonly conversationId: number;
}

const NOTHING: Staged = { files: [], isOriginal: false };
const initialState: StagingState = { byConversation: {} };

function withStaged(
  state: StagingState,
  conversationId: number,
  change: (staged: Staged) => Staged,
): StagingState {
  const staged = change(state.byConversation[conversationId] ?? NOTHING);
  const { [conversationId]: _, ...others } = state.byConversation;
  return { byConversation: staged.files.length === 0 ? others : { ...others, [conversationId]: staged } };
}

/** The files that wait in each conversation, in the order in which they are sent. */
export const stagingSlice = createSlice({
  name: 'staging',
  initialState: initialState,
  reducers: {
    fileStaged: (state, { payload }: PayloadAction<InConversation & { readonly file: StagedFile }>) =>
      withStaged(state, payload.conversationId, (staged) => ({
        ...staged,
        files: [...staged.files, payload.file],
      })),
    fileChanged: (
      state,
      {
        payload,
      }: PayloadAction<InConversation & { readonly id: number; readonly change: Partial<StagedFile> }>,
    ) =>
      withStaged(state, payload.conversationId, (staged) => ({
        ...staged,
        files: staged.files.map((file) => (file.id === payload.id ? { ...file, ...payload.change } : file)),
      })),
    filesUnstaged: (
      state,
      { payload }: PayloadAction<InConversation & { readonly ids: readonly number[] }>,
    ) =>
      withStaged(state, payload.conversationId, (staged) => ({
        ...staged,
        files: staged.files.filter(({ id }) => !payload.ids.includes(id)),
      })),
    /** Puts a file into the place of another. */
    fileMoved: (
      state,
      { payload }: PayloadAction<InConversation & { readonly id: number; readonly to: number }>,
    ) =>
      withStaged(state, payload.conversationId, (staged) => {
        const moved = staged.files.find(({ id }) => id === payload.id);
        if (moved === undefined || payload.to < 0 || payload.to >= staged.files.length) return staged;
        const others = staged.files.filter(({ id }) => id !== payload.id);
        return { ...staged, files: others.toSpliced(payload.to, 0, moved) };
      }),
    qualityChosen: (state, { payload }: PayloadAction<InConversation & { readonly isOriginal: boolean }>) =>
      withStaged(state, payload.conversationId, (staged) => ({
        ...staged,
        isOriginal: payload.isOriginal,
      })),
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) =>
      payload.some((event) => event.type === 'status' && event.status.phase === 'no-account')
        ? initialState
        : state,
    );
  },
  selectors: {
    selectStaged: (state, conversationId: number): Staged => state.byConversation[conversationId] ?? NOTHING,
  },
});

export const { fileStaged, fileChanged, filesUnstaged, fileMoved, qualityChosen } = stagingSlice.actions;
export const { selectStaged } = stagingSlice.selectors;
