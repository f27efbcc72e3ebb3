// Looks at a room as the app would, with the product's own functions, and writes nothing: `npm run test:community -- URL`.

import {
  batchRequest,
  capabilitiesRequest,
  changesSinceRequest,
  downloadFileRequest,
  highestSeqno,
  inboxRequest,
  isPostAuthentic,
  jsonOf,
  bytesOf,
  pollInfoRequest,
  postsBeforeRequest,
  readBatch,
  readCapabilities,
  readInbox,
  readMessages,
  readPollInfo,
  readRoom,
  readRooms,
  recentPostsRequest,
  requiresBlinding,
  roomRequest,
  roomsRequest,
} from '../../ts/community/index.ts';
import type { MessageRow, PostRow, Room } from '../../ts/community/index.ts';
import type { CommunityUrl } from '../../ts/config/index.ts';
import { communityUrl } from '../../ts/config/index.ts';
import { isCodedError } from '../../ts/util/index.ts';
import { decodeCommunityContent, decodeContent } from '../../ts/wire/index.ts';
import { CommunityMember } from '../local-network/support/community-member.ts';
import type { Carry } from '../local-network/support/community-member.ts';

/** What was looked at, and what was there. */
export interface CheckRow {
  readonly step: string;
  readonly isGood: boolean;
  readonly found: string;
}

/** As the app asks. */
const REACTORS = 5;
/** How many sequence numbers back changes are asked for. */
const CHANGES_BACK = 20;

/** What a step found, and whether that is as it should be. */
type Finding = readonly [found: string, isGood?: boolean];

/**
 * Reads a room as somebody who was never there: first unsigned, then signed by an account that nobody has. A step that fails does not
 * end the others. `cryptoReady()` must have resolved.
 */
export class ServerCheck {
  private readonly url: CommunityUrl;
  private readonly carry: Carry;
  private readonly rows: CheckRow[] = [];
  private visitor: CommunityMember;

  constructor(url: CommunityUrl, carry: Carry) {
    this.url = url;
    this.carry = carry;
    this.visitor = this.newVisitor(15);
  }

  async run(): Promise<readonly CheckRow[]> {
    const blinds = await this.step('capabilities', () => this.capabilities());
    this.visitor = this.newVisitor(blinds === false ? 'none' : 15);
    await this.step('all rooms, unsigned', () => this.rooms());
    await this.step('recent posts, unsigned', async () => [undefined, await this.preview()]);
    const room = await this.step('the room', () => this.room());
    await this.step('poll info', async () => [undefined, await this.pollInfo(room?.infoUpdates ?? 0)]);
    const recent = (await this.step('recent posts', () => this.recent())) ?? [];
    const posts = recent.filter(isPost);
    await this.step('signatures', async () => [undefined, countOf(posts, isAuthentic, 'hold')]);
    await this.step('contents', async () => [undefined, countOf(posts, isReadable, 'can be read')]);
    await this.step('older posts', async () => [undefined, await this.older(posts)]);
    const seqno = Math.max(0, highestSeqno(recent, 0) - CHANGES_BACK);
    await this.step('changes', async () => [undefined, await this.changes(seqno)]);
    await this.step('a poll in one', async () => [undefined, await this.poll(seqno, blinds === true)]);
    await this.step('picture', async () => [undefined, await this.picture(room?.imageId)]);
    return this.rows;
  }

  private newVisitor(blinding: 15 | 'none'): CommunityMember {
    return new CommunityMember(communityUrl(this.url), { carry: this.carry, blinding });
  }

  private async step<Value>(
    step: string,
    look: () => Promise<readonly [value: Value, finding: Finding]>,
  ): Promise<Value | undefined> {
    try {
      const [value, [found, isGood = true]] = await look();
      this.rows.push({ step, found, isGood });
      return value;
    } catch (error) {
      if (!isCodedError(error)) throw error;
      this.rows.push({ step, found: reasonOf(error), isGood: false });
      return undefined;
    }
  }

  private async capabilities(): Promise<readonly [boolean, Finding]> {
    const capabilities = readCapabilities(jsonOf(await this.visitor.askUnsigned(capabilitiesRequest())));
    return [requiresBlinding(capabilities), [[...capabilities.names].join(', ')]];
  }

  private async rooms(): Promise<readonly [undefined, Finding]> {
    const rooms = readRooms(jsonOf(await this.visitor.askUnsigned(roomsRequest())));
    return [undefined, [`${rooms.length}`]];
  }

  private async preview(): Promise<Finding> {
    return newestFirst(readMessages(jsonOf(await this.visitor.askUnsigned(this.recentRequest()))));
  }

  private async room(): Promise<readonly [Room, Finding]> {
    const room = readRoom(await this.visitor.json(roomRequest(this.url.room)));
    const { name, activeUsers, messageSequence, rights } = room;
    const may = (['read', 'write', 'upload'] as const).filter((right) => rights[right]);
    const staff = room.admins.length + room.moderators.length;
    const found = `“${name}”, ${activeUsers} active, ${staff} look after it, at change ${messageSequence}; we may ${may.join(', ')}`;
    return [room, [found]];
  }

  private async pollInfo(infoUpdates: number): Promise<Finding> {
    const { details } = readPollInfo(await this.visitor.json(pollInfoRequest(this.url.room, infoUpdates)));
    return [details === undefined ? 'nothing new' : `changed: ${details.infoUpdates}`];
  }

  private async recent(): Promise<readonly [readonly MessageRow[], Finding]> {
    const rows = readMessages(await this.visitor.json(this.recentRequest()));
    return [rows, newestFirst(rows)];
  }

  private async older(posts: readonly PostRow[]): Promise<Finding> {
    if (posts.length === 0) return ['none'];
    const lowest = Math.min(...posts.map(({ id }) => id));
    const request = postsBeforeRequest(this.url.room, lowest, { reactors: REACTORS });
    const rows = readMessages(await this.visitor.json(request));
    return rows.some(({ id = lowest }) => id >= lowest) ? ['not older', false] : newestFirst(rows);
  }

  private async changes(since: number): Promise<Finding> {
    const rows = readMessages(await this.visitor.json(this.changesRequest(since)));
    const seqnos = rows.flatMap(({ seqno }) => seqno ?? []);
    const isAscending = seqnos.every((seqno, at) => seqno > (seqnos[at - 1] ?? since));
    return isAscending ? rowsFinding(rows) : ['not in the order of their changes', false];
  }

  /** What the app asks for every ten seconds. */
  private async poll(since: number, blinds: boolean): Promise<Finding> {
    const boxes = blinds ? [inboxRequest({ box: 'inbox' }), inboxRequest({ box: 'outbox' })] : [];
    const requests = [
      capabilitiesRequest(),
      pollInfoRequest(this.url.room, 0),
      this.changesRequest(since),
      ...boxes,
    ];
    const [, info, changes, ...mail] = readBatch(
      await this.visitor.json(batchRequest(requests)),
      requests.length,
    );
    if (info === undefined || changes === undefined) return ['no answers', false];
    readPollInfo(jsonOf(info));
    readMessages(jsonOf(changes));
    mail.forEach(readInbox);
    return [`${requests.length} answers`];
  }

  private async picture(imageId: number | undefined): Promise<Finding> {
    if (imageId === undefined) return ['none'];
    const content = bytesOf(await this.visitor.ask(downloadFileRequest(this.url.room, imageId)));
    return [`${content.length} bytes`, content.length > 0];
  }

  private recentRequest() {
    return recentPostsRequest(this.url.room, { reactors: REACTORS });
  }

  private changesRequest(since: number) {
    return changesSinceRequest(this.url.room, since, { reactors: REACTORS });
  }
}

function isPost(row: MessageRow): row is PostRow {
  return row.kind === 'post';
}

function isAuthentic({ author, data: paddedContent, signature }: PostRow): boolean {
  return isPostAuthentic({ author, paddedContent, signature });
}

function isReadable({ data }: PostRow): boolean {
  try {
    return decodeContent(decodeCommunityContent(data).content).payload.kind === 'data';
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return false;
  }
}

function countOf(posts: readonly PostRow[], isGood: (post: PostRow) => boolean, words: string): Finding {
  const count = posts.filter(isGood).length;
  return [`${count} of ${posts.length} ${words}`, count === posts.length];
}

function newestFirst(rows: readonly MessageRow[]): Finding {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const isDescending = ids.every((id, at) => id < (ids[at - 1] ?? Infinity));
  return isDescending ? rowsFinding(rows) : ['not newest first', false];
}

/** How many of each kind; rows that cannot be read are not as it should be. */
function rowsFinding(rows: readonly MessageRow[]): Finding {
  if (rows.length === 0) return ['none'];
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => `${rows.filter((row) => row.kind === kind).length} × ${kind}`);
  return [counts.join(', '), !kinds.includes('unreadable')];
}

function reasonOf(error: { readonly code: string; readonly message: string }): string {
  return error.message.includes(error.code) ? error.message : `${error.code}: ${error.message}`;
}
