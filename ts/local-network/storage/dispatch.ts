import { fromUtf8 } from '../../util/index.ts';
import { isPlainObject } from '../json.ts';
import type { NodeStorage } from './node-storage.ts';
import { prepare } from './composite.ts';
import { RpcError } from './rpc.ts';
import type { RpcAnswer } from './rpc.ts';

/**
 * Answers the JSON text of a storage RPC request; never rejects for what the text holds. Spec 02 §4.
 * @throws whatever is wrong with the node itself.
 */
export async function dispatch(request: Uint8Array, node: NodeStorage): Promise<RpcAnswer> {
  try {
    return await prepare(parsed(request))(node);
  } catch (error) {
    if (error instanceof RpcError) return error.answer;
    throw error;
  }
}

function parsed(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    throw new RpcError(400, 'invalid json');
  }
  if (!isPlainObject(value) || typeof value['method'] !== 'string') {
    throw new RpcError(400, 'invalid json: no `method` field');
  }
  if (!isPlainObject(value['params'])) throw new RpcError(400, 'invalid json: no `params` field');
  return value;
}
