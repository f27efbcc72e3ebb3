import { fromBase64, fromUtf8, isCodedError, toBase64, utf8 } from '../../util/index.ts';
import { isPlainObject, toJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { contentId, isContentId } from './file-id.ts';
import type { FileRecord, FileTable } from './file-table.ts';
import type { ServerAnswer, ServerRequest } from './server-request.ts';
import { judgeSignature } from './signed-headers.ts';

/** What a file may have at most, bytes: 10 MB, not MiB. */
export const MAX_FILE_BYTES = 10_000_000;
/** How long files are kept, at most and when nobody says: 14 days. */
export const MAX_TTL_S = 14 * 24 * 60 * 60;

export const RELEASE_CHANNELS = ['stable', 'prerelease', 'alpha'] as const;
export type ReleaseChannel = (typeof RELEASE_CHANNELS)[number];

/** A release that the server tells of. */
export interface Release {
  readonly version: string;
  readonly updatedMs: number;
  readonly notes?: string;
}

export interface EndpointParts {
  readonly table: FileTable;
  readonly nowMs: () => number;
  readonly releaseOf: (channel: ReleaseChannel) => Release;
}

/** What was asked for: the name of an endpoint as events and counters have it. */
export type FileAction = 'upload' | 'download' | 'info' | 'extend' | 'version' | 'token' | 'unknown';

export interface Outcome {
  readonly action: FileAction;
  readonly answer: ServerAnswer;
  readonly fileId?: string;
}

const FILE = /^\/file\/([^/]+)(\/info|\/extend)?$/;
const LEGACY_FILE = /^\/files\/([0-9]{1,16}|[A-Za-z0-9_-]{44})$/;
const TTL = /^[0-9]{1,12}$/;
const DAYS = /^[0-9]{1,3}$/;
const PLATFORMS = ['desktop', 'android', 'ios'];
/** Prices go stale after five minutes. */
const PRICE_LIFE_S = 300;

/** What a file server does with a request. Spec 02 §6. */
export class Endpoints {
  private readonly parts: EndpointParts;

  constructor(parts: EndpointParts) {
    this.parts = parts;
  }

  handle(request: ServerRequest): Outcome {
    const [path = '', queryText] = request.endpoint.split('?', 2);
    const query = new URLSearchParams(queryText);
    const [, id, detail] = FILE.exec(path) ?? [];
    const [, legacyId] = LEGACY_FILE.exec(path) ?? [];
    switch (request.method) {
      case 'POST':
        if (path === '/file') return this.upload(request);
        if (path === '/files') return this.legacyUpload(request);
        if (id !== undefined && detail === '/extend') return this.extend(id, request);
        break;
      case 'GET':
        if (id !== undefined && detail === undefined) return this.download(id);
        if (id !== undefined && detail === '/info') return this.info(id);
        if (legacyId !== undefined) return this.legacyDownload(legacyId);
        if (path === '/session_version') return this.sessionVersion(query, request);
        if (path === '/token_info') return this.tokenInfo(query);
        if (path === '/info') return this.networkInfo(request);
        break;
    }
    return { action: 'unknown', answer: failure(404) };
  }

  private upload({ headers, body }: ServerRequest): Outcome {
    const expiresMs = this.expiryFor(headers);
    if (body.length > MAX_FILE_BYTES) return { action: 'upload', answer: failure(413) };
    if (expiresMs === undefined || body.length === 0) return { action: 'upload', answer: failure(400) };
    const { table, nowMs } = this.parts;
    const fileId = contentId(body);
    table.put(fileId, body, { nowMs: nowMs(), expiresMs });
    return { action: 'upload', fileId, answer: json({ id: fileId, ...times(this.require(fileId)) }) };
  }

  private legacyUpload({ body }: ServerRequest): Outcome {
    const content = fileIn(body);
    if (content === undefined) return { action: 'upload', answer: failure(400) };
    if (content.length > MAX_FILE_BYTES) return { action: 'upload', answer: failure(413) };
    const { table, nowMs } = this.parts;
    const number = table.nextNumber();
    table.put(`${number}`, content, { nowMs: nowMs(), expiresMs: nowMs() + MAX_TTL_S * 1_000 });
    return { action: 'upload', fileId: `${number}`, answer: json({ result: number, status_code: 200 }) };
  }

  private download(id: string): Outcome {
    const { table, nowMs } = this.parts;
    const file = table.find(id, nowMs());
    const content = file === undefined ? undefined : table.contentOf(id);
    if (file === undefined || content === undefined) return { action: 'download', answer: failure(404) };
    const headers = {
      'content-type': 'application/octet-stream',
      expires: new Date(file.expiresMs).toUTCString(),
    };
    return { action: 'download', fileId: id, answer: { code: 200, headers, body: content } };
  }

  private legacyDownload(id: string): Outcome {
    const { answer, ...outcome } = this.download(id);
    if (answer.code !== 200) return { ...outcome, answer };
    return { ...outcome, answer: json({ result: toBase64(answer.body), status_code: 200 }) };
  }

  private info(id: string): Outcome {
    const file = this.parts.table.find(id, this.parts.nowMs());
    if (file === undefined) return { action: 'info', answer: failure(404) };
    return { action: 'info', fileId: id, answer: json(times(file)) };
  }

  private extend(id: string, { headers }: ServerRequest): Outcome {
    const { table, nowMs } = this.parts;
    if (!isContentId(id) || table.find(id, nowMs()) === undefined)
      return { action: 'extend', answer: failure(404) };
    const expiresMs = this.expiryFor(headers);
    if (expiresMs === undefined) return { action: 'extend', answer: failure(400) };
    table.extend(id, expiresMs);
    return { action: 'extend', fileId: id, answer: json(times(this.require(id))) };
  }

  private sessionVersion(query: URLSearchParams, request: ServerRequest): Outcome {
    const verdict = judgeSignature(request, this.parts.nowMs());
    if (typeof verdict === 'number') return { action: 'version', answer: failure(verdict) };
    const channel = RELEASE_CHANNELS.find((name) => name === (query.get('release_channel') ?? 'stable'));
    if (channel === undefined || !PLATFORMS.includes(query.get('platform') ?? ''))
      return { action: 'version', answer: failure(404) };
    const { version, updatedMs, notes = '' } = this.parts.releaseOf(channel);
    return {
      action: 'version',
      answer: json({
        status_code: 200,
        result: version,
        updated: updatedMs / 1_000,
        name: version,
        notes,
        assets: [],
      }),
    };
  }

  private tokenInfo(query: URLSearchParams): Outcome {
    if (!DAYS.test(query.get('days') ?? '7')) return { action: 'token', answer: failure(400) };
    return { action: 'token', answer: json({ status_code: 200, ...this.networkFigures() }) };
  }

  /** Of the network server, which demands a signature. */
  private networkInfo(request: ServerRequest): Outcome {
    const verdict = judgeSignature(request, this.parts.nowMs());
    if (verdict === 'signed') return { action: 'token', answer: json(this.networkFigures()) };
    return { action: 'token', answer: failure(verdict === 'unsigned' ? 401 : verdict) };
  }

  private networkFigures(): JsonObject {
    const nowS = Math.floor(this.parts.nowMs() / 1_000);
    return {
      t: nowS,
      price: { usd: 0.25, usd_market_cap: 20_000_000, t_price: nowS, t_stale: nowS + PRICE_LIFE_S },
      token: {
        staking_requirement: 25_000,
        staking_reward_pool: 40_000_000,
        contract_address: `0x${'0'.repeat(40)}`,
      },
      network: { network_size: 2_000, network_staked_tokens: 50_000_000, network_staked_usd: 12_500_000 },
    };
  }

  /** When a file expires that is uploaded or extended now; undefined for a TTL that the server does not accept. */
  private expiryFor({ 'x-fs-ttl': ttl }: ServerRequest['headers']): number | undefined {
    if (ttl !== undefined && (!TTL.test(ttl) || Number(ttl) > MAX_TTL_S)) return undefined;
    return this.parts.nowMs() + Number(ttl ?? MAX_TTL_S) * 1_000;
  }

  private require(id: string): FileRecord {
    // A file that was to live for no time at all is gone already, and still has to be told of.
    const file = this.parts.table.find(id, -1);
    if (file === undefined) throw new RangeError(`no file ${id}`);
    return file;
  }
}

/** A status without more to say, in the form file servers have. */
export function failure(code: number): ServerAnswer {
  return { ...json({ status_code: code }), code };
}

function json(value: JsonObject): ServerAnswer {
  return { code: 200, headers: { 'content-type': 'application/json' }, body: utf8(toJson(value)) };
}

function times({ sizeBytes, uploadedMs, expiresMs }: FileRecord): JsonObject {
  return { size: sizeBytes, uploaded: uploadedMs / 1_000, expires: expiresMs / 1_000 };
}

/** The bytes in `{"file": "<base64>"}`. */
function fileIn(body: Uint8Array): Uint8Array | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(body));
    const file = isPlainObject(value) ? value['file'] : undefined;
    return typeof file === 'string' && file !== '' ? fromBase64(file) : undefined;
  } catch (error) {
    if (isCodedError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
