// Spec 02 §6.

import { fromUtf8, isCodedError } from '../../util/index.ts';
import { asCount, asRecord, isRecord, parseJson } from '../json.ts';
import type { JsonRecord } from '../json.ts';
import type { ServerAnswer } from '../onion/server-request.ts';
import { FileServerError } from './errors.ts';
import type { FileServerErrorCode } from './errors.ts';
import { isFileId } from './file-id.ts';
import { MAX_FILE_BYTES } from './file-requests.ts';

/** Where an uploaded file is. Old servers tell only the id. */
export interface UploadedFile {
  readonly fileId: string;
  readonly expiresAtMs?: number;
}

export interface DownloadedFile {
  /** Encrypted. */
  readonly content: Uint8Array;
  readonly expiresAtMs?: number;
}

export interface FileInfo {
  readonly sizeBytes: number;
  readonly uploadedAtMs: number;
  readonly expiresAtMs: number;
}

/** The newest release that a file server knows. */
export interface SessionVersion {
  readonly version: string;
  readonly updatedAtMs?: number;
  readonly name?: string;
  readonly notes?: string;
  readonly assets: readonly { readonly name: string; readonly url: string }[];
}

/** Prices and sizes of the network. Amounts in US dollars or in tokens. */
export interface NetworkInfo {
  readonly askedAtMs: number;
  /** Until when the answer may be kept. */
  readonly staleAtMs: number;
  readonly usdPrice: number;
  readonly usdMarketCap: number;
  readonly pricedAtMs: number;
  readonly stakingRequirement: number;
  readonly stakingRewardPool: number;
  readonly contractAddress: string;
  readonly networkSize: number;
  readonly stakedTokens: number;
  readonly stakedUsd: number;
}

const MAX_SECONDS = 8_640_000_000_000;
const MAX_ASSETS = 1_000;

/** @throws {FileServerError} as {@link bodyOf}, `file-answer-invalid` */
export function readUpload(answer: ServerAnswer): UploadedFile {
  const { id, expires } = jsonOf(answer);
  const fileId = typeof id === 'number' ? String(id) : id;
  if (typeof fileId !== 'string' || !isFileId(fileId)) throw invalid('id');
  const expiresAtMs = milliseconds(expires);
  return { fileId, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}

/**
 * `content` is a view of the answer, of `maxBytes` at most.
 * @throws {FileServerError} as {@link bodyOf}, `file-too-large`
 */
export function readDownload(
  answer: ServerAnswer,
  { maxBytes = MAX_FILE_BYTES }: { readonly maxBytes?: number } = {},
): DownloadedFile {
  const content = bodyOf(answer);
  if (content.length > maxBytes) throw new FileServerError('file-too-large');
  const expiresAtMs = Date.parse(answer.headers['expires'] ?? '');
  return { content, ...(Number.isNaN(expiresAtMs) ? {} : { expiresAtMs }) };
}

/** Also the answer to the request to extend. @throws {FileServerError} as {@link bodyOf}, `file-answer-invalid` */
export function readFileInfo(answer: ServerAnswer): FileInfo {
  const { size, uploaded, expires } = jsonOf(answer);
  const sizeBytes = asCount(size);
  const [uploadedAtMs, expiresAtMs] = [milliseconds(uploaded), milliseconds(expires)];
  if (sizeBytes === undefined || uploadedAtMs === undefined || expiresAtMs === undefined)
    throw invalid('file info');
  return { sizeBytes, uploadedAtMs, expiresAtMs };
}

/** @throws {FileServerError} as {@link bodyOf}, `file-answer-invalid` */
export function readSessionVersion(answer: ServerAnswer): SessionVersion {
  const json = jsonOf(answer);
  const { result, updated, name, notes, assets } = json;
  const updatedAtMs = milliseconds(updated);
  if (typeof result !== 'string' || result === '') throw invalid('version');
  return {
    version: result,
    ...(updatedAtMs === undefined ? {} : { updatedAtMs }),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof notes === 'string' ? { notes } : {}),
    assets: readAssets(assets),
  };
}

/** @throws {FileServerError} as {@link bodyOf}, `file-answer-invalid` */
export function readNetworkInfo(answer: ServerAnswer): NetworkInfo {
  const json = jsonOf(answer);
  const [price, token, network] = ['price', 'token', 'network'].map((name) => part(json, name));
  const address = token?.['contract_address'];
  if (typeof address !== 'string') throw invalid('contract address');
  return {
    askedAtMs: requiredTime(json['t']),
    staleAtMs: requiredTime(price?.['t_stale']),
    usdPrice: amount(price?.['usd']),
    usdMarketCap: amount(price?.['usd_market_cap']),
    pricedAtMs: requiredTime(price?.['t_price']),
    stakingRequirement: amount(token?.['staking_requirement']),
    stakingRewardPool: amount(token?.['staking_reward_pool']),
    contractAddress: address,
    networkSize: amount(network?.['network_size']),
    stakedTokens: amount(network?.['network_staked_tokens']),
    stakedUsd: amount(network?.['network_staked_usd']),
  };
}

/**
 * The body of a good answer.
 * @throws {FileServerError} `file-not-found`, `file-too-large`, `clock-out-of-sync`, `file-request-rejected`, `file-server-failed`
 */
export function bodyOf({ status, body }: ServerAnswer): Uint8Array {
  if (status >= 200 && status <= 299) return body;
  throw new FileServerError(codeOf(status), { status });
}

function codeOf(status: number): FileServerErrorCode {
  switch (status) {
    case 404:
      return 'file-not-found';
    case 413:
      return 'file-too-large';
    case 425:
      return 'clock-out-of-sync';
    default:
      return status >= 400 && status <= 499 ? 'file-request-rejected' : 'file-server-failed';
  }
}

function jsonOf(answer: ServerAnswer): JsonRecord {
  const body = bodyOf(answer);
  try {
    return asRecord(parseJson(fromUtf8(body)), 'answer');
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new FileServerError('file-answer-invalid', { cause });
  }
}

function readAssets(value: unknown): SessionVersion['assets'] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_ASSETS) throw invalid('assets');
  return value.map((asset: unknown) => {
    const { name, url } = isRecord(asset) ? asset : {};
    if (typeof name !== 'string' || typeof url !== 'string') throw invalid('asset');
    return { name, url };
  });
}

function part(json: JsonRecord, name: string): JsonRecord {
  const value = json[name];
  if (!isRecord(value)) throw invalid(name);
  return value;
}

function amount(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw invalid('amount');
  return value;
}

function requiredTime(value: unknown): number {
  const ms = milliseconds(value);
  if (ms === undefined) throw invalid('time');
  return ms;
}

/** Seconds of the server, with fractions, in whole milliseconds. */
function milliseconds(seconds: unknown): number | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= MAX_SECONDS)) return undefined;
  return Math.floor(seconds * 1_000);
}

function invalid(message: string): FileServerError {
  return new FileServerError('file-answer-invalid', { message });
}
