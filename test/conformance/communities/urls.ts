import { communityUrl, parseCommunityUrl } from '../../../ts/config/index.ts';
import { toHex } from '../../../ts/util/index.ts';
import { refused, require } from '../framework/failures.ts';
import type { Check } from '../framework/sections.ts';

/** The URL by which a room is joined; `null` is no such URL. */
export const joinUrl: Check = (given) => {
  const url = given.text('url');
  if (given.isNull('result')) return refused(() => parseCommunityUrl(url), { codes: ['value-invalid'] });
  const result = given.member('result');
  const parsed = parseCommunityUrl(url);
  result.expect('base_url', parsed.baseUrl);
  result.expect('room', parsed.room);
  result.expectHex('public_key', parsed.publicKey);
  const again = parseCommunityUrl(communityUrl(parsed));
  require(toHex(again.publicKey) === toHex(parsed.publicKey) &&
    again.room === parsed.room, 'written, but read differently');
};
