// Names that stand for accounts (spec 02 §7).

import type { AccountId } from '../../account/index.ts';
import { OnsError, resolveOns } from '../../network/index.ts';
import type { OnsErrorCode } from '../../network/index.ts';
import { isCodedError } from '../../util/index.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingErrorCode } from '../errors.ts';
import type { Services } from '../services.ts';

/** What an answer of the network means to whoever asked for the name. */
const CODES: Readonly<Record<OnsErrorCode, MessagingErrorCode>> = {
  'ons-name-invalid': 'name-invalid',
  'ons-not-found': 'name-not-found',
  'ons-record-invalid': 'name-not-found',
  'ons-disagreement': 'name-unreachable',
};

/**
 * The account that a name as typed stands for.
 * @throws {MessagingError} `name-invalid` for no possible name, `name-not-found` when no account has it, `name-unreachable` when that
 *   could not be found out
 */
export async function lookUpName(
  ports: Pick<Services, 'network' | 'clock'>,
  name: string,
): Promise<AccountId> {
  try {
    return await resolveOns(ports, name);
  } catch (cause) {
    if (cause instanceof OnsError) throw new MessagingError(CODES[cause.code], { cause });
    if (isCodedError(cause)) throw new MessagingError('name-unreachable', { cause });
    throw cause;
  }
}
