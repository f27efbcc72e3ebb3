import { type Channel, CHANNELS, type IpcErrorData, type IpcResult, inputs } from '../ipc/index.ts';
import type { Dispatch } from '../main/ipc/dispatcher.ts';
import {
  type RpcError,
  type RpcId,
  type RpcRequest,
  type RpcResponse,
  RPC_CODES,
  errorResponse,
  readRequest,
  resultResponse,
  rpcError,
} from './json-rpc.ts';
import type { Line } from './line-reader.ts';

/** More requests than these in one batch are refused together: an answer must not be many times longer than its question. */
export const MAX_BATCH = 1_000;

const channels: ReadonlySet<string> = new Set(CHANNELS);

const NOT_JSON = rpcError(RPC_CODES.parseError, { code: 'json-invalid' });
const NOT_A_REQUEST = rpcError(RPC_CODES.invalidRequest, { code: 'request-invalid' });
const TOO_MANY = rpcError(RPC_CODES.invalidRequest, { code: 'batch-too-long' });
const NO_METHOD = rpcError(RPC_CODES.methodNotFound, { code: 'method-unknown' });
const UNEXPECTED = rpcError(RPC_CODES.internalError, { code: 'unexpected' });

/** Marks params that no channel takes. */
const INVALID_PARAMS = Symbol('invalid params');

/**
 * Answers lines of JSON-RPC 2.0 with the channels of the app's contract as methods. Requests begin in the order in which they came and
 * are answered when they are done.
 */
export class RpcServer {
  private readonly dispatch: Dispatch;

  constructor(dispatch: Dispatch) {
    this.dispatch = dispatch;
  }

  /** The answer to a line, without a line end, or `undefined` when there is nothing to answer. Never rejects. */
  async answer(line: Line): Promise<string | undefined> {
    if ('fault' in line) {
      return encode(errorResponse(null, rpcError(RPC_CODES.parseError, { code: line.fault })));
    }
    if (line.text.trim() === '') return undefined;
    let json: unknown;
    try {
      json = JSON.parse(line.text);
    } catch {
      return encode(errorResponse(null, NOT_JSON));
    }
    if (!Array.isArray(json)) return encodeIfPresent(await this.answerOne(json));
    return this.answerBatch(json);
  }

  private async answerBatch(batch: readonly unknown[]): Promise<string | undefined> {
    if (batch.length === 0) return encode(errorResponse(null, NOT_A_REQUEST));
    if (batch.length > MAX_BATCH) return encode(errorResponse(null, TOO_MANY));
    const answers = await Promise.all(batch.map((value) => this.answerOne(value)));
    const given = answers.filter((answer) => answer !== undefined);
    return given.length === 0 ? undefined : `[${given.map(encode).join(',')}]`;
  }

  private async answerOne(value: unknown): Promise<RpcResponse | undefined> {
    const read = readRequest(value);
    if ('refused' in read) return errorResponse(read.refused, NOT_A_REQUEST);
    const { request } = read;
    const outcome = await this.run(request);
    if (request.id === undefined) return undefined;
    return respond(request.id, outcome);
  }

  private async run({ method, params }: RpcRequest): Promise<IpcResult<unknown> | RpcError> {
    if (!channels.has(method)) return NO_METHOD;
    const channel = method as Channel;
    const input = inputOf(channel, params);
    if (input === INVALID_PARAMS) return toRpcError({ code: 'ipc-invalid' });
    try {
      return await this.dispatch(channel, input);
    } catch {
      return UNEXPECTED;
    }
  }
}

/** The input of a channel: the object itself, or the only item of a list. `[]` and, where nothing is taken, `{}` are none. */
function inputOf(channel: Channel, params: RpcRequest['params']): unknown {
  if (isList(params)) return params.length > 1 ? INVALID_PARAMS : params[0];
  const isEmpty = params !== undefined && Object.keys(params).length === 0;
  return isEmpty && takesNothing(channel) ? undefined : params;
}

function takesNothing(channel: Channel): boolean {
  return inputs[channel].safeParse(undefined).success;
}

function isList(params: RpcRequest['params']): params is readonly unknown[] {
  return Array.isArray(params);
}

function respond(id: RpcId, outcome: IpcResult<unknown> | RpcError): RpcResponse {
  if (!('ok' in outcome)) return errorResponse(id, outcome);
  return outcome.ok ? resultResponse(id, outcome.value) : errorResponse(id, toRpcError(outcome.error));
}

function toRpcError(data: IpcErrorData): RpcError {
  switch (data.code) {
    case 'ipc-invalid':
      return rpcError(RPC_CODES.invalidParams, data);
    case 'unexpected':
      return rpcError(RPC_CODES.internalError, data);
    default:
      return rpcError(RPC_CODES.refused, data);
  }
}

function encodeIfPresent(response: RpcResponse | undefined): string | undefined {
  return response === undefined ? undefined : encode(response);
}

function encode(response: RpcResponse): string {
  try {
    return JSON.stringify(response);
  } catch {
    return JSON.stringify(errorResponse(response.id, UNEXPECTED));
  }
}
