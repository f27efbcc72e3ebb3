import { createAction } from '@reduxjs/toolkit';

import type { AppEvent } from '../../ipc/index.ts';

/** A batch of events from main, in their order. Every slice takes from it what is its own. */
export const eventsReceived = createAction<readonly AppEvent[]>('events/received');
