import { concatBytes } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { Network, RequestOptions } from '../network.ts';
import type { ServerAnswer, ServerRequest } from '../onion/server-request.ts';
import type { TransferOptions } from '../transport/transport.ts';
import { FileServerError } from './errors.ts';
import { readDownload, readFileInfo, readSessionVersion, readUpload } from './file-answers.ts';
import type { DownloadedFile, FileInfo, SessionVersion, UploadedFile } from './file-answers.ts';
import {
  MAX_FILE_BYTES,
  downloadRequest,
  extendRequest,
  fileInfoRequest,
  sessionVersionRequest,
  uploadRequest,
} from './file-requests.ts';
import type { ReleaseChannel } from './file-requests.ts';
import { KNOWN_FILE_SERVERS, onionServersOf } from './file-servers.ts';
import type { FileServer } from './file-servers.ts';
import { parseFileUrl } from './file-url.ts';
import type { FileLocation } from './file-url.ts';

/** How much of a file has been sent or received. */
export interface FileProgress {
  readonly doneBytes: number;
  /** Undefined while the server has not said how large the file is. */
  readonly totalBytes: number | undefined;
}

export interface FileTransferOptions {
  readonly signal?: AbortSignal;
  /** Never goes back: when an attempt fails, it stands still until the next one has come as far. */
  readonly onProgress?: (progress: FileProgress) => void;
}

/** A file of ours and the server that has it, for its URL. */
export interface StoredFile extends UploadedFile {
  readonly server: FileServer;
}

export interface FileClientPorts {
  readonly network: Pick<Network, 'requestServer' | 'time'>;
  /** Where our own files go. */
  readonly server: FileServer;
}

/** More than any file that a server took, with room for those that count a little differently: larger answers are cut off. */
export const MAX_DOWNLOAD_BYTES = 10_300_000;

/** What the form of an answer adds to its file. */
const ANSWER_OVERHEAD_BYTES = 64 * 1024;
/** A node waits 30 s for the next one and 25 s for a server: when nothing has moved for longer, nothing will. */
const STALL_MS = 35_000;
/** For a transfer with all its attempts. */
const TRANSFER_MS = 10 * 60 * 1_000;
const BAD_REQUEST = 400;
const SERVER_FAULT = 500;
/** No file has this one. */
const NO_FILE = '0';

/**
 * Brings files to file servers and back, encrypted as they are, over the paths kept for files (spec 02 §6). An onion carries a whole
 * file: while it is sent or received it is in memory, some 10 MB for each of its layers.
 *
 * Failures are {@link FileServerError}s of what a server says and {@link NetworkError}s of what is between us.
 */
export class FileClient {
  private readonly ports: FileClientPorts;
  /** By server, which of its keys was good last. */
  private readonly goodKeys = new Map<string, number>();

  constructor(ports: FileClientPorts) {
    this.ports = ports;
  }

  /**
   * Puts a file on our own server. Equal files have one id: to upload again after a failure is safe.
   * @throws {FileServerError} `file-too-large` beyond 10,000,000 bytes, noticed before more is read of `content`;
   * `file-server-failed`, `file-request-rejected`, `file-answer-invalid`, `file-server-key-wrong`
   * @throws {NetworkError}
   */
  async upload(
    content: Uint8Array | AsyncIterable<Uint8Array>,
    { ttlS, ...options }: FileTransferOptions & { readonly ttlS?: number } = {},
  ): Promise<StoredFile> {
    const bytes = content instanceof Uint8Array ? content : await collect(content, options.signal);
    const request = uploadRequest(bytes, ttlS === undefined ? {} : { ttlS });
    const { server } = this.ports;
    const answer = await this.transfer(server, request, {
      ...options,
      direction: 'up',
      sizeBytes: bytes.length,
    });
    return { ...readUpload(answer), server };
  }

  /**
   * Gets a file from wherever its URL says. With `expiresAtMs`, the time that its server once told, a file that is gone since is
   * told from one that never was.
   * @throws {FileServerError} `file-not-found`, `file-expired`, `file-too-large`, `file-url-invalid`, `file-server-unknown`,
   * `file-server-failed`, `file-request-rejected`, `file-server-key-wrong`
   * @throws {NetworkError}
   */
  async download(
    location: string | FileLocation,
    {
      expiresAtMs,
      maxBytes = MAX_DOWNLOAD_BYTES,
      ...options
    }: FileTransferOptions & { readonly expiresAtMs?: number; readonly maxBytes?: number } = {},
  ): Promise<DownloadedFile> {
    const { server, fileId } = typeof location === 'string' ? this.locate(location) : location;
    const maxAnswerBytes = maxBytes + ANSWER_OVERHEAD_BYTES;
    try {
      const answer = await this.transfer(server, downloadRequest(fileId), {
        ...options,
        direction: 'down',
        maxAnswerBytes,
      });
      return readDownload(answer, { maxBytes });
    } catch (error) {
      throw this.downloadFailure(error, expiresAtMs);
    }
  }

  /**
   * Size and times of a file.
   * @throws {FileServerError} @throws {NetworkError} as {@link download}
   */
  async info(location: string | FileLocation, options: RequestOptions = {}): Promise<FileInfo> {
    const { server, fileId } = typeof location === 'string' ? this.locate(location) : location;
    return readFileInfo(await this.ask(server, fileInfoRequest(fileId), options));
  }

  /**
   * Lengthens the life of a file.
   * @throws {FileServerError} `file-id-invalid` for a file of old times, else as {@link download}
   * @throws {NetworkError}
   */
  async extend(
    location: string | FileLocation,
    { ttlS, ...options }: RequestOptions & { readonly ttlS?: number } = {},
  ): Promise<FileInfo> {
    const { server, fileId } = typeof location === 'string' ? this.locate(location) : location;
    const request = extendRequest(fileId, ttlS === undefined ? {} : { ttlS });
    return readFileInfo(await this.ask(server, request, options));
  }

  /**
   * Asks our server for a file that is nobody's: whatever it says, it answers.
   * @throws {FileServerError} `file-server-failed`, `file-server-key-wrong` @throws {NetworkError}
   */
  async reach(options: RequestOptions = {}): Promise<void> {
    const { status } = await this.ask(this.ports.server, fileInfoRequest(NO_FILE), options);
    if (status >= SERVER_FAULT) throw new FileServerError('file-server-failed', { status });
  }

  /**
   * The newest release that our server knows of. Nobody is named.
   * @throws {FileServerError} @throws {NetworkError}
   */
  async sessionVersion(channel: ReleaseChannel, options: RequestOptions = {}): Promise<SessionVersion> {
    return readSessionVersion(await this.ask(this.ports.server, sessionVersionRequest({ channel }), options));
  }

  /**
   * Reads the URL of a file; our own server is known too.
   * @throws {FileServerError} `file-url-invalid`, `file-server-unknown`
   */
  locate(url: string): FileLocation {
    return parseFileUrl(url, { known: [this.ports.server, ...KNOWN_FILE_SERVERS] });
  }

  private transfer(
    server: FileServer,
    request: ServerRequest,
    {
      signal,
      onProgress,
      maxAnswerBytes,
      ...progress
    }: FileTransferOptions &
      Pick<TransferOptions, 'maxAnswerBytes'> & {
        readonly direction: 'up' | 'down';
        readonly sizeBytes?: number;
      },
  ): Promise<ServerAnswer> {
    return this.ask(server, request, {
      timeoutMs: TRANSFER_MS,
      ...(signal === undefined ? {} : { signal }),
      transfer: {
        stallMs: STALL_MS,
        ...(onProgress === undefined ? {} : { onProgress: steadily(onProgress, progress) }),
        ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
      },
    });
  }

  /** Tries the server's keys in turn, the one that was good last first. */
  private async ask(
    server: FileServer,
    request: ServerRequest,
    options: RequestOptions & { readonly transfer?: TransferOptions },
  ): Promise<ServerAnswer> {
    const candidates = onionServersOf(server);
    const known = `${server.host} ${server.urlKey}`;
    const first = this.goodKeys.get(known) ?? 0;
    let refusal: unknown;
    for (let turn = 0; turn < candidates.length; turn += 1) {
      const at = (first + turn) % candidates.length;
      const candidate = candidates[at];
      if (candidate === undefined) break;
      try {
        const answer = await this.ports.network.requestServer(candidate, request, {
          ...options,
          kind: 'files',
        });
        this.goodKeys.set(known, at);
        return answer;
      } catch (error) {
        if (!isKeyRefused(error)) throw error;
        refusal = error;
      }
    }
    throw new FileServerError('file-server-key-wrong', { cause: refusal });
  }

  private downloadFailure(error: unknown, expiresAtMs: number | undefined): unknown {
    if (error instanceof NetworkError && error.code === 'too-large')
      return new FileServerError('file-too-large', { cause: error });
    const isGone = error instanceof FileServerError && error.code === 'file-not-found';
    if (!isGone || expiresAtMs === undefined || this.ports.network.time.nowMs() < expiresAtMs) return error;
    return new FileServerError('file-expired', { cause: error, status: 404 });
  }
}

/** Whether a server does not understand what was sealed for a key of it, or seals its answers for another. */
function isKeyRefused(error: unknown): boolean {
  return error instanceof NetworkError && (error.status === BAD_REQUEST || error.code === 'bad-response');
}

/** The whole of `content`. @throws {FileServerError} `file-too-large` @throws {NetworkError} `aborted` */
async function collect(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    if (signal?.aborted === true) throw new NetworkError('aborted');
    length += chunk.length;
    if (length > MAX_FILE_BYTES) throw new FileServerError('file-too-large');
    chunks.push(chunk);
  }
  return concatBytes(...chunks);
}

/** Progress on the wire, as that of the file: one direction, of the file's size where it is known, never going back. */
function steadily(
  onProgress: (progress: FileProgress) => void,
  { direction, sizeBytes }: { readonly direction: 'up' | 'down'; readonly sizeBytes?: number },
): NonNullable<TransferOptions['onProgress']> {
  let furthest = 0;
  return (wire) => {
    if (wire.direction !== direction) return;
    const total = sizeBytes ?? wire.totalBytes;
    const doneBytes =
      sizeBytes === undefined || wire.totalBytes === undefined
        ? wire.bytes
        : Math.floor((sizeBytes * wire.bytes) / wire.totalBytes);
    if (doneBytes <= furthest) return;
    furthest = doneBytes;
    onProgress({ doneBytes, totalBytes: total });
  };
}
