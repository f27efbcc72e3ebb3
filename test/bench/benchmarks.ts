import type { Benchmark } from './harness/benchmark.ts';
import { attachments } from './attachments.ts';
import { backlog } from './backlog.ts';
import { configs } from './configs.ts';
import { crypto } from './crypto.ts';
import { groups } from './groups.ts';
import { handshakes } from './handshakes.ts';
import { largeRoom } from './large-room.ts';
import { longConversation } from './long-conversation.ts';
import { messages } from './messages.ts';
import { million } from './million.ts';
import { packagedStart } from './packaged-start.ts';
import { rooms } from './rooms.ts';
import { sendToVisible } from './send-to-visible.ts';
import { start } from './start.ts';
import { store } from './store.ts';
import { ticks } from './ticks.ts';
import { windowToWindow } from './window-to-window.ts';

/** All benchmarks in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  start,
  sendToVisible,
  windowToWindow,
  longConversation,
  handshakes,
  ticks,
  backlog,
  store,
  million,
  crypto,
  messages,
  attachments,
  configs,
  largeRoom,
  rooms,
  groups,
  packagedStart,
];
