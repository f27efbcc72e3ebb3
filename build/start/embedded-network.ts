import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openDemoRooms, startLocalNetwork } from '../../ts/local-network/index.ts';
import type { RoomInvitation } from '../../ts/local-network/index.ts';
import { startEchoContact } from './echo-contact.ts';

const NODE_COUNT = 24;
const SIGN_OF_LIFE_MS = 2_000;

/** A local Session Network with somebody to write to. */
export interface EmbeddedNetwork {
  readonly seedUrl: string;
  /** Address of its file server. */
  readonly fileServer: string;
  readonly echoId: string;
  /** Of its community server. */
  readonly rooms: readonly RoomInvitation[];
  /** Started by this process, not found running. */
  readonly isOurs: boolean;
  close(): Promise<void>;
}

interface Notice {
  readonly seedUrl: string;
  readonly fileServer: string;
  readonly echoId: string;
  readonly rooms: readonly RoomInvitation[];
}

/** Joins the local network that another start left its notice of, or starts one that lives as long as this process. */
export async function embeddedNetwork(folder: string): Promise<EmbeddedNetwork> {
  mkdirSync(folder, { recursive: true });
  const noticeFile = join(folder, 'running.json');
  const running = await runningNetwork(noticeFile);
  if (running !== undefined) return { ...running, isOurs: false, close: () => Promise.resolve() };

  const network = await startLocalNetwork({ nodeCount: NODE_COUNT, dataDir: join(folder, 'network') });
  const { seedUrl, community } = network;
  const rooms = openDemoRooms(community, Date.now());
  const echo = await startEchoContact({ folder, seedUrl, rooms });
  const notice: Notice = { seedUrl, fileServer: network.fileServer.address, echoId: echo.accountId, rooms };
  writeFileSync(noticeFile, JSON.stringify(notice));
  return {
    ...notice,
    isOurs: true,
    close: async () => {
      rmSync(noticeFile, { force: true });
      await echo.close();
      await network.close();
    },
  };
}

async function runningNetwork(noticeFile: string): Promise<Notice | undefined> {
  try {
    const notice = JSON.parse(readFileSync(noticeFile, 'utf8')) as Notice;
    const answer = await fetch(new URL('/stats', notice.seedUrl), {
      signal: AbortSignal.timeout(SIGN_OF_LIFE_MS),
    });
    return answer.ok ? notice : undefined;
  } catch {
    return undefined;
  }
}
