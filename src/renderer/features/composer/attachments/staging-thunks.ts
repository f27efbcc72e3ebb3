import type { Input } from '../../../../ipc/index.ts';
import type { AppThunk } from '../../../app/thunk.ts';
import { selectConversation } from '../../conversations/conversations-slice.ts';
import {
  fileTypeOf,
  isPictureType,
  isStrippable,
  isVideoType,
  type KnownType,
  MOST_BYTES,
  PipelineError,
  TYPE_BYTES,
} from '../../picture-pipeline/index.ts';
import { errorShown } from '../../toasts/toasts-slice.ts';
import { attachmentRefusal } from './attachment-refusal.ts';
import {
  fileChanged,
  fileStaged,
  filesUnstaged,
  qualityChosen,
  selectStaged,
  type StagedFile,
} from './staging-slice.ts';

/** Pictures and films of one message. Spec 08, CMP-09. */
const MOST_SEEN = 32;
/** A picture larger than this is not even opened; smaller ones are made to fit. */
const MOST_SOURCE_BYTES = 200_000_000;

type OutgoingAttachment = NonNullable<Input<'messages:send'>['attachments']>[number];

/** Puts files before the person, as far as they can be sent; says why others cannot. */
export function stageFiles({
  conversationId,
  files,
}: {
  readonly conversationId: number;
  readonly files: readonly File[];
}): AppThunk {
  return async (dispatch, getState, { composing }) => {
    const conversation = selectConversation(getState(), conversationId);
    const refused = conversation === undefined ? 'attachments-not-allowed' : attachmentRefusal(conversation);
    if (refused !== undefined) {
      dispatch(errorShown({ code: refused }));
      return;
    }
    const refusals = new Set<string>();
    for (const source of files) {
      const type = await typeOf(source);
      const kind = kindOf(type);
      const refusal = type === 'unreadable' ? 'file-unreadable' : refusalOf(source, kind);
      const clash = clashOf(selectStaged(getState(), conversationId).files, kind);
      if (type === 'unreadable' || refusal !== undefined || clash !== undefined) {
        refusals.add(refusal ?? clash ?? '');
        continue;
      }
      const id = composing.shelf.put(source, type);
      dispatch(fileStaged({ conversationId, file: stagedFile(source, { id, kind, type }) }));
      dispatch(prepare(conversationId, id));
    }
    for (const code of refusals) dispatch(errorShown({ code }));
  };
}

export function unstageFiles({
  conversationId,
  ids,
}: {
  readonly conversationId: number;
  readonly ids: readonly number[];
}): AppThunk<void> {
  return (dispatch, _getState, { composing }) => {
    dispatch(filesUnstaged({ conversationId, ids }));
    for (const id of ids) composing.shelf.remove(id);
  };
}

/** Makes the pictures ready anew, as good as they are or small. */
export function chooseQuality({
  conversationId,
  isOriginal,
}: {
  readonly conversationId: number;
  readonly isOriginal: boolean;
}): AppThunk<void> {
  return (dispatch, getState) => {
    dispatch(qualityChosen({ conversationId, isOriginal }));
    for (const file of selectStaged(getState(), conversationId).files)
      if (file.hasQuality) dispatch(prepare(conversationId, file.id));
  };
}

/** A waiting file on its way to the client. */
export interface OutgoingFile {
  readonly id: number;
  readonly file: OutgoingAttachment;
}

/** The waiting files, when all of them are ready; without those that were refused meanwhile. */
export function outgoingFiles(conversationId: number): AppThunk<Promise<readonly OutgoingFile[]>> {
  return async (_dispatch, getState, { composing: { shelf } }) => {
    const staged = () => selectStaged(getState(), conversationId).files;
    while (staged().some(({ isReady }) => !isReady))
      for (const { id } of staged()) await shelf.get(id)?.ready;
    return Promise.all(
      staged().map(async ({ id, contentType, name, width, height, durationMs }) => ({
        id,
        file: {
          bytes: new Uint8Array(await (shelf.get(id)?.outgoing ?? new Blob()).arrayBuffer()),
          contentType,
          name,
          ...(width === undefined ? {} : { width, height }),
          ...(durationMs === undefined ? {} : { durationMs }),
        },
      })),
    );
  };
}

function prepare(conversationId: number, id: number): AppThunk<void> {
  return (dispatch, getState, { composing }) => {
    const file = composing.shelf.get(id);
    if (file === undefined) return;
    dispatch(fileChanged({ conversationId, id, change: { isReady: false } }));
    const { isOriginal } = selectStaged(getState(), conversationId);
    const ready: Promise<void> = dispatch(prepareNow(conversationId, { id, isOriginal })).then(
      (change) => {
        // Meanwhile it was begun anew, or taken away.
        if (composing.shelf.get(id)?.ready === ready)
          dispatch(fileChanged({ conversationId, id, change: { ...change, isReady: true } }));
      },
      (error: unknown) => {
        if (composing.shelf.get(id)?.ready !== ready) return;
        dispatch(unstageFiles({ conversationId, ids: [id] }));
        dispatch(errorShown({ code: error instanceof PipelineError ? error.code : 'file-unreadable' }));
      },
    );
    file.ready = ready;
  };
}

function prepareNow(
  conversationId: number,
  { id, isOriginal }: { readonly id: number; readonly isOriginal: boolean },
): AppThunk<Promise<Partial<StagedFile>>> {
  return async (_dispatch, getState, { composing }) => {
    const { shelf, pictures, readVideo } = composing;
    const file = shelf.get(id);
    const staged = selectStaged(getState(), conversationId).files.find((one) => one.id === id);
    if (file === undefined || staged === undefined) return {};
    const { source, type } = file;
    const film = isVideoType(type) ? await readVideo(source) : undefined;
    const isTouched = type !== undefined && (isPictureType(type) || isStrippable(type));
    const prepared = isTouched
      ? await pictures.prepare(source, { type, wish: isOriginal ? 'message-original' : 'message' })
      : undefined;
    if (prepared !== undefined) file.outgoing = new Blob([prepared.bytes], { type: prepared.contentType });
    const contentType = prepared?.contentType ?? staged.contentType;
    const picture = isPictureType(type) ? file.outgoing : film?.still;
    return {
      contentType,
      name: withExtension(source instanceof File ? source.name : staged.name, {
        from: type,
        to: contentType,
      }),
      size: file.outgoing.size,
      width: prepared?.width ?? film?.width,
      height: prepared?.height ?? film?.height,
      durationMs: film?.durationMs,
      previewUrl: picture === undefined ? undefined : shelf.preview(id, picture),
    };
  };
}

function stagedFile(
  source: File,
  {
    id,
    kind,
    type,
  }: { readonly id: number; readonly kind: StagedFile['kind']; readonly type: KnownType | undefined },
): StagedFile {
  return {
    id,
    kind,
    name: source.name,
    contentType: type ?? (source.type === '' ? 'application/octet-stream' : source.type),
    size: source.size,
    isReady: false,
    hasQuality: type === 'image/jpeg' || type === 'image/png' || type === 'image/webp',
  };
}

/** What a file is by its bytes; those that merely claim to be pictures are files. */
async function typeOf(source: File): Promise<KnownType | undefined | 'unreadable'> {
  try {
    return fileTypeOf(new Uint8Array(await source.slice(0, TYPE_BYTES).arrayBuffer()));
  } catch {
    // As a folder is.
    return 'unreadable';
  }
}

function kindOf(type: string | undefined): StagedFile['kind'] {
  if (isPictureType(type)) return 'picture';
  return isVideoType(type) ? 'video' : 'file';
}

function refusalOf({ size }: File, kind: StagedFile['kind']): string | undefined {
  if (size === 0) return 'file-empty';
  return size > (kind === 'picture' ? MOST_SOURCE_BYTES : MOST_BYTES) ? 'file-too-big' : undefined;
}

/** Either pictures and films, or one other file. */
function clashOf(staged: readonly StagedFile[], kind: StagedFile['kind']): string | undefined {
  if (staged.length === 0) return undefined;
  if (kind === 'file') return 'attachments-mixed';
  if (staged.some((file) => file.kind === 'file')) return 'attachments-mixed';
  return staged.length >= MOST_SEEN ? 'attachments-too-many' : undefined;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** A picture that has become another type bears its name. */
function withExtension(
  name: string,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): string {
  const extension = EXTENSIONS[to];
  if (from === to || extension === undefined) return name;
  return `${name.replace(/\.[^.]{1,5}$/u, '')}.${extension}`;
}
