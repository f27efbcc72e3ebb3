import {
  type LaunchAppOptions,
  type RunningApp,
  closeApp,
  launchApp,
  withProfiles,
} from '../../build/drive/app.ts';
import { type LocalNetwork, startLocalNetwork } from '../../ts/local-network/index.ts';

/** Environment and switches besides those that every window gets. */
export type WindowOptions = Pick<LaunchAppOptions, 'env' | 'args'>;

/** A local network, and windows on it. */
export interface Stage {
  readonly network: LocalNetwork;
  /** Opens a window with a profile of its own. */
  readonly window: (instance: string, options?: WindowOptions) => Promise<RunningApp>;
}

/** Runs a story on a stage of its own and closes everything afterwards. */
export async function onStage(story: (stage: Stage) => Promise<void>): Promise<void> {
  const network = await startLocalNetwork({ nodeCount: 24 });
  const windows: RunningApp[] = [];
  try {
    await withProfiles(async (profiles) => {
      const window: Stage['window'] = async (instance, options) => {
        const app = await launchApp({
          ...options,
          instance: `stage-${instance}`,
          seedUrl: network.seedUrl,
          fileServer: network.fileServer.address,
          profiles,
        });
        windows.push(app);
        return app;
      };
      try {
        await story({ network, window });
      } finally {
        await Promise.all(windows.map(closeApp));
      }
    });
  } finally {
    await network.close();
  }
}
