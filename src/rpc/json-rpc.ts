import type { IpcErrorData } from '../ipc/index.ts';

// JSON-RPC 2.0 (https://www.jsonrpc.org/specification): what its messages look like. docs/headless.md has the whole of it.

/** Numbers of JSON-RPC, and one of our own for what the engine refuses. */
export const RPC_CODES = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internalError: -32_603,
  /** The request was in order, and refused; `error.data.code` says why. */
  refused: -32_000,
} as const;

export type RpcCode = (typeof RPC_CODES)[keyof typeof RPC_CODES];

/** Tells an answer from the others; `null` when the request's own could not be read. */
export type RpcId = string | number | null;

export interface RpcError {
  readonly code: RpcCode;
  readonly message: string;
  readonly data: IpcErrorData;
}

export type RpcResponse =
  | { readonly jsonrpc: '2.0'; readonly id: RpcId; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: RpcId; readonly error: RpcError };

/** What the engine says without being asked. */
export interface RpcNotification {
  readonly jsonrpc: '2.0';
  readonly method: string;
  readonly params: readonly unknown[] | Readonly<Record<string, unknown>>;
}

export interface RpcRequest {
  /** `undefined`: a notification, which is never answered. */
  readonly id: RpcId | undefined;
  readonly method: string;
  readonly params: readonly unknown[] | Readonly<Record<string, unknown>> | undefined;
}

/** A request, or the id with which its refusal is answered. */
export type ReadRequest = { readonly request: RpcRequest } | { readonly refused: RpcId };

/** Looks whether parsed JSON is a request; members that JSON-RPC does not know are ignored. */
export function readRequest(value: unknown): ReadRequest {
  if (!isObject(value)) return { refused: null };
  const { jsonrpc, id, method, params } = value;
  if (id !== undefined && !isId(id)) return { refused: null };
  if (jsonrpc !== '2.0' || typeof method !== 'string') return { refused: id ?? null };
  if (params !== undefined && (typeof params !== 'object' || params === null)) return { refused: id ?? null };
  return { request: { id, method, params: params as RpcRequest['params'] } };
}

export function resultResponse(id: RpcId, value: unknown): RpcResponse {
  // A response has a result, even of a command that gives nothing back.
  return { jsonrpc: '2.0', id, result: value ?? null };
}

export function errorResponse(id: RpcId, error: RpcError): RpcResponse {
  return { jsonrpc: '2.0', id, error };
}

/** The error that stands for one of our codes. */
export function rpcError(code: RpcCode, data: IpcErrorData): RpcError {
  return { code, message: MESSAGES[code], data };
}

const MESSAGES: Readonly<Record<RpcCode, string>> = {
  [RPC_CODES.parseError]: 'Parse error',
  [RPC_CODES.invalidRequest]: 'Invalid Request',
  [RPC_CODES.methodNotFound]: 'Method not found',
  [RPC_CODES.invalidParams]: 'Invalid params',
  [RPC_CODES.internalError]: 'Internal error',
  [RPC_CODES.refused]: 'Refused',
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only ids that come back as they were: no number beyond what JavaScript holds exactly. */
function isId(value: unknown): value is RpcId {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value === 'string' || value === null;
}
