import { startCommunityServer } from '../../../ts/local-network/index.ts';
import type { CommunityControl, CommunityServerOptions } from '../../../ts/local-network/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { CommunityMember } from './community-member.ts';
import type { MemberOptions } from './community-member.ts';

export const ROOM = 'lounge';

/** A community server in plain HTTP with a room and a clock that stands still. `cryptoReady()` must have resolved. */
export class CommunityWorld {
  readonly clock: FakeClock;
  readonly server: CommunityControl;
  private readonly end: () => Promise<void>;

  private constructor(server: CommunityControl & { close(): Promise<void> }, clock: FakeClock) {
    this.server = server;
    this.clock = clock;
    this.end = () => server.close();
  }

  static async start(options: CommunityServerOptions = {}): Promise<CommunityWorld> {
    const clock = new FakeClock();
    const rooms = [
      { token: ROOM, name: 'The Lounge' },
      { token: 'Garden', name: 'The Garden', description: 'Under trees' },
    ];
    return new CommunityWorld(await startCommunityServer({ rooms, clock, ...options }), clock);
  }

  get joinUrl(): string {
    return this.server.joinUrl(ROOM);
  }

  member(options: MemberOptions = {}): CommunityMember {
    return new CommunityMember(this.joinUrl, { clock: this.clock, ...options });
  }

  /** Somebody who looks after the room, or after the whole server. */
  staff(role: 'moderator' | 'admin', scope: 'room' | 'server' = 'room'): CommunityMember {
    const member = this.member();
    this.server.appoint(member.id, role, scope === 'room' ? { room: ROOM } : {});
    return member;
  }

  async close(): Promise<void> {
    await this.end();
  }
}
