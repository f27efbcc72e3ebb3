import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  DEFAULT_NOTIFICATION_SETTINGS,
  Notifications,
  badgeOf,
  escapeNotificationMarkup,
} from '../../../ts/messaging/index.ts';
import type {
  ArrivedMessage,
  NotificationCommand,
  NotificationSettings,
  NotifiedConversation,
  UnreadConversation,
} from '../../../ts/messaging/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const NOW_MS = new FakeClock().nowMs();

const alice: NotifiedConversation = {
  id: 1,
  name: 'Alice',
  isGroup: false,
  isRequest: false,
  isBlocked: false,
  notify: 'all',
};
const bob: NotifiedConversation = { ...alice, id: 2, name: 'Bob' };
const group: NotifiedConversation = { ...alice, id: 3, name: 'Hikers', isGroup: true };

function message(messageId: number, changes: Partial<ArrivedMessage> = {}): ArrivedMessage {
  const conversation = changes.conversation ?? alice;
  return {
    messageId,
    conversation,
    sentAtMs: NOW_MS + messageId,
    authorName: conversation.isGroup ? 'Carol' : conversation.name,
    content: { type: 'text', text: `text ${messageId}` },
    mentionsUs: false,
    isDisappearing: false,
    isRead: false,
    areOtherRequestsPending: false,
    ...changes,
  };
}

interface DeskOptions {
  readonly settings?: Partial<NotificationSettings>;
  readonly wasRequestNotified?: boolean;
  readonly hidesDisappearing?: boolean;
}

/** The model and what it told the desktop to do. */
class Desk {
  readonly clock = new FakeClock();
  readonly all: { readonly atMs: number; readonly command: NotificationCommand }[] = [];
  readonly model: Notifications;
  private taken = 0;

  constructor({ settings, wasRequestNotified = false, hidesDisappearing = false }: DeskOptions = {}) {
    this.model = new Notifications({
      clock: this.clock,
      onCommands: (commands) => {
        for (const command of commands) this.all.push({ atMs: this.clock.monotonicMs(), command });
      },
      settings: { ...DEFAULT_NOTIFICATION_SETTINGS, isSoundOn: false, ...settings },
      wasRequestNotified,
      hidesDisappearing,
    });
  }

  /** Commands since the last time. */
  take(): readonly NotificationCommand[] {
    const from = this.taken;
    this.taken = this.all.length;
    return this.all.slice(from).map(({ command }) => command);
  }

  /** The same in short: what is done, and the keys of what it says. */
  words(): readonly string[] {
    return this.take().map((command) => {
      if (!('notification' in command))
        return 'id' in command ? `${command.type} ${command.id}` : command.type;
      const { title, body } = command.notification;
      return [command.type, title.key, ...(body === undefined ? [] : [body.key])].join(' ');
    });
  }
}

describe('a message that nobody sees', () => {
  test('is shown with who wrote it and what, and leads there', () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1));
    expect(desk.take()).toEqual([
      {
        type: 'show',
        notification: {
          id: 'unseen',
          title: { key: 'notificationFrom', values: { name: 'Alice' } },
          body: { key: 'notificationText', values: { message_snippet: 'text 1' } },
          open: { conversationId: 1, messageId: 1 },
          actions: ['reply', 'mark-read'],
          iconConversationId: 1,
        },
      },
    ]);
  });

  test('of a group says who in which', () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1, { conversation: group, content: { type: 'voice' } }));
    expect(desk.take()).toMatchObject([
      {
        notification: {
          title: { key: 'notificationFromInGroup', values: { author: 'Carol', group_name: 'Hikers' } },
          body: { key: 'notificationAttachment', values: { file_type: 'voice' } },
        },
      },
    ]);
  });

  test('says as much as the person wants', () => {
    const told = (detail: NotificationSettings['detail']) => {
      const desk = new Desk({ settings: { detail } });
      desk.model.messageArrived(message(1));
      return desk.words();
    };
    expect(told('off')).toEqual([]);
    expect(told('count')).toEqual(['show notificationNewMessage']);
    expect(told('name')).toEqual(['show notificationFrom notificationNewMessage']);
    expect(told('message')).toEqual(['show notificationFrom notificationText']);
  });

  test('makes a sound or does not, whatever is shown', () => {
    const heard = (settings: Partial<NotificationSettings>) => {
      const desk = new Desk({ settings });
      desk.model.messageArrived(message(1));
      desk.model.messageArrived(message(2));
      return desk.words();
    };
    expect(heard({ isSoundOn: true })).toEqual(['show notificationFrom notificationText', 'sound']);
    expect(heard({ isSoundOn: true, detail: 'off' })).toEqual(['sound']);
    expect(heard({ isSoundOn: false, detail: 'off' })).toEqual([]);
  });

  test.each<[string, Partial<ArrivedMessage>]>([
    ['of somebody blocked', { conversation: { ...alice, isBlocked: true } }],
    ['of a muted conversation', { conversation: { ...alice, notify: 'none' }, mentionsUs: true }],
    [
      'that does not mention us where only mentions count',
      { conversation: { ...group, notify: 'mentions' } },
    ],
    [
      'of a conversation that is muted for now',
      { conversation: { ...group, mutedUntilMs: NOW_MS + 1 }, mentionsUs: true },
    ],
    ['that was read elsewhere before it came', { isRead: true }],
    [
      'of a request while others wait',
      { conversation: { ...alice, isRequest: true }, areOtherRequestsPending: true },
    ],
  ])('%s is not shown', async (_which, changes) => {
    const desk = new Desk({ settings: { isSoundOn: true } });
    desk.model.messageArrived(message(1, changes));
    await desk.clock.advance(10_000);
    expect(desk.take()).toEqual([]);
  });

  test.each<[string, Partial<ArrivedMessage>]>([
    [
      'that mentions us where only mentions count',
      { conversation: { ...group, notify: 'mentions' }, mentionsUs: true },
    ],
    ['of a conversation that is not muted any more', { conversation: { ...group, mutedUntilMs: NOW_MS } }],
  ])('%s is shown', (_which, changes) => {
    const desk = new Desk();
    desk.model.messageArrived(message(1, changes));
    expect(desk.words()).toEqual(['show notificationFromInGroup notificationText']);
  });

  test('is not given to the desktop whole when it is a novel', () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1, { content: { type: 'text', text: '😀'.repeat(5_000) } }));
    const [command] = desk.take();
    expect(JSON.stringify(command).length).toBeLessThan(1_000);
  });

  test('that disappears is only counted on a desktop that would keep it', () => {
    const desk = new Desk({ hidesDisappearing: true });
    desk.model.messageArrived(message(1, { isDisappearing: true }));
    expect(desk.take()).toMatchObject([
      { notification: { title: { key: 'notificationNewMessage' }, actions: [] } },
    ]);
  });
});

describe('requests', () => {
  const request: NotifiedConversation = { ...alice, isRequest: true };

  test('only the first one ever is told of, without a name, and it is remembered', () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1, { conversation: request }));
    expect(desk.take()).toEqual([
      { type: 'request-notified' },
      {
        type: 'show',
        notification: { id: 'unseen', title: { key: 'notificationMessageRequest', values: {} }, actions: [] },
      },
    ]);
    desk.model.conversationRead(1, NOW_MS + 1);
    desk.take();
    desk.model.messageArrived(message(2, { conversation: { ...request, id: 9 } }));
    expect(desk.take()).toEqual([]);
  });

  test('none after another run of the program has told of one', () => {
    const desk = new Desk({ wasRequestNotified: true });
    desk.model.messageArrived(message(1, { conversation: request }));
    expect(desk.take()).toEqual([]);
  });
});

describe('more than one', () => {
  test('of one conversation are counted, and lead to the one that waits longest', async () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1));
    desk.model.messageArrived(message(2));
    desk.model.messageArrived(message(3));
    desk.take();
    await desk.clock.advance(1_999);
    expect(desk.take()).toEqual([]);
    await desk.clock.advance(1);
    expect(desk.take()).toMatchObject([
      {
        type: 'show',
        notification: {
          title: { key: 'notificationFrom', values: { name: 'Alice' } },
          body: { key: 'notificationNewMessagesHere', values: { message_count: 3 } },
          open: { conversationId: 1, messageId: 1 },
          actions: ['reply', 'mark-read'],
        },
      },
    ]);
  });

  test('of several conversations are summed up, and lead to the newest', async () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1));
    desk.model.messageArrived(message(2, { conversation: bob }));
    await desk.clock.advance(2_000);
    expect(desk.take().at(-1)).toMatchObject({
      notification: {
        title: { key: 'notificationNewMessages', values: { message_count: 2, conversation_count: 2 } },
        body: { key: 'notificationMostRecentFrom', values: { name: 'Bob' } },
        open: { conversationId: 2, messageId: 2 },
        actions: [],
      },
    });
  });
});

describe('what was shown', () => {
  async function shown(desk: Desk, ...ids: readonly number[]): Promise<void> {
    for (const id of ids) desk.model.messageArrived(message(id));
    await desk.clock.advance(2_000);
    desk.take();
  }

  test.each<[string, (desk: Desk) => void]>([
    ['its conversation is read, here or elsewhere', ({ model }) => model.conversationRead(1, NOW_MS + 1)],
    ['it is unsent or disappears', ({ model }) => model.messageRemoved(1)],
    ['its conversation is blocked, muted or deleted', ({ model }) => model.conversationSilenced(1)],
    [
      'its conversation is in sight',
      ({ model }) => model.setWindow({ isFocused: true, openConversationId: 1 }),
    ],
    [
      'notifications are switched off',
      ({ model }) => model.setSettings({ ...DEFAULT_NOTIFICATION_SETTINGS, detail: 'off' }),
    ],
    ['the program ends', ({ model }) => model.clear()],
  ])('goes at once when %s', async (_when, happen) => {
    const desk = new Desk();
    await shown(desk, 1);
    happen(desk);
    expect(desk.words()).toEqual(['withdraw unseen']);
    await desk.clock.advance(10_000);
    expect(desk.words()).toEqual([]);
    expect(desk.clock.pendingTimers).toBe(0);
  });

  test('stays when another conversation is read, or only older messages', async () => {
    const desk = new Desk();
    await shown(desk, 5);
    desk.model.conversationRead(2, NOW_MS + 100);
    desk.model.conversationRead(1, NOW_MS + 4);
    desk.model.messageRemoved(4);
    await desk.clock.advance(10_000);
    expect(desk.words()).toEqual([]);
  });

  test('loses what is gone, quietly', async () => {
    const desk = new Desk({ settings: { isSoundOn: true } });
    await shown(desk, 1, 2);
    await desk.clock.advance(2_000);
    desk.model.messageRemoved(1);
    expect(desk.words()).toEqual(['update notificationFrom notificationText']);
  });

  test('stays when the window gets the focus, but nothing is added', async () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1));
    desk.model.messageArrived(message(2));
    desk.take();
    desk.model.setWindow({ isFocused: true, openConversationId: undefined });
    desk.model.messageArrived(message(3));
    await desk.clock.advance(10_000);
    expect(desk.words()).toEqual([]);
  });
});

describe('while the window has the focus', () => {
  test('other conversations may be told of, if the person wants that', () => {
    const desk = new Desk({ settings: { whileFocused: 'other-conversations' } });
    desk.model.setWindow({ isFocused: true, openConversationId: 1 });
    desk.model.messageArrived(message(1));
    expect(desk.words()).toEqual([]);
    desk.model.messageArrived(message(2, { conversation: bob }));
    expect(desk.words()).toEqual(['show notificationFrom notificationText']);
  });
});

describe('while the app is locked', () => {
  test('nothing is said but that there is something, whatever it is', async () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1));
    desk.take();
    desk.model.setLocked(true);
    expect(desk.words()).toEqual(['withdraw unseen']);
    desk.model.messageArrived(message(2, { conversation: bob }));
    await desk.clock.advance(2_000);
    expect(desk.take()).toEqual([
      {
        type: 'show',
        notification: { id: 'unseen', title: { key: 'notificationNewMessage', values: {} }, actions: [] },
      },
    ]);
    desk.model.callRings({ uuid: 'u', conversation: alice });
    expect(desk.words()).toEqual(['show notificationIncomingCall']);
  });
});

describe('reactions', () => {
  const reaction = {
    messageId: 7,
    conversation: alice,
    sentAtMs: NOW_MS,
    authorId: 'alice',
    authorName: 'Alice',
    emoji: '😀',
    isDisappearing: false,
  };

  test('to our messages are told of between two, and taken back', async () => {
    const desk = new Desk();
    desk.model.reactionArrived(reaction);
    expect(desk.take()).toMatchObject([
      {
        notification: {
          body: { key: 'notificationReaction', values: { name: 'Alice', emoji: '😀' } },
          open: { conversationId: 1, messageId: 7 },
        },
      },
    ]);
    desk.model.reactionRemoved(reaction);
    expect(desk.words()).toEqual(['withdraw unseen']);
    await desk.clock.advance(2_000);
    desk.model.reactionArrived(reaction);
    desk.model.conversationRead(1, 0);
    expect(desk.words()).toEqual(['show notificationFrom notificationReaction', 'withdraw unseen']);
  });

  test('in groups and requests are not', () => {
    const desk = new Desk();
    desk.model.reactionArrived({ ...reaction, conversation: group });
    desk.model.reactionArrived({ ...reaction, conversation: { ...alice, isRequest: true } });
    expect(desk.words()).toEqual([]);
  });
});

describe('calls', () => {
  test('are shown while they ring, beside what else there is, and then as missed', async () => {
    const desk = new Desk();
    desk.model.messageArrived(message(1, { conversation: bob }));
    desk.model.callRings({ uuid: 'u', conversation: alice });
    desk.model.callStopped('u');
    desk.model.callStopped('u');
    desk.model.conversationRead(2, NOW_MS + 1);
    expect(desk.words()).toEqual([
      'show notificationFrom notificationText',
      'show notificationFrom notificationIncomingCall',
      'withdraw call u',
      'withdraw unseen',
    ]);
    desk.model.callMissed({
      uuid: 'u',
      messageId: 9,
      conversation: alice,
      sentAtMs: NOW_MS,
      isDisappearing: false,
    });
    await desk.clock.advance(2_000);
    expect(desk.words()).toEqual(['show notificationFrom notificationMissedCall']);
  });

  test('of muted conversations, and before the eyes of the person, are not', () => {
    const desk = new Desk();
    desk.model.callRings({ uuid: 'a', conversation: { ...alice, notify: 'none' } });
    desk.model.callRings({ uuid: 'b', conversation: alice });
    desk.model.setWindow({ isFocused: true, openConversationId: undefined });
    desk.model.callRings({ uuid: 'c', conversation: alice });
    expect(desk.words()).toEqual(['show notificationFrom notificationIncomingCall', 'withdraw call b']);
  });
});

test('whatever happens: one change in two seconds, nothing that is gone, no name while it is locked, an empty desktop at the end', async () => {
  type Act = (desk: Desk) => void;
  const id = fc.integer({ min: 1, max: 12 });
  const conversation = fc.constantFrom(alice, bob, group);
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.tuple(id, conversation).map(
      ([messageId, where]): Act =>
        ({ model }) =>
          model.messageArrived(message(messageId + 100 * where.id, { conversation: where })),
    ),
    id.map(
      (messageId): Act =>
        ({ model }) =>
          model.messageRemoved(messageId + 100),
    ),
    fc.tuple(conversation, id).map(
      ([where, upTo]): Act =>
        ({ model }) =>
          model.conversationRead(where.id, NOW_MS + upTo + 100 * where.id),
    ),
    conversation.map(
      (where): Act =>
        ({ model }) =>
          model.conversationSilenced(where.id),
    ),
    fc.boolean().map(
      (isLocked): Act =>
        ({ model }) =>
          model.setLocked(isLocked),
    ),
    fc.tuple(fc.boolean(), fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })).map(
      ([isFocused, openConversationId]): Act =>
        ({ model }) =>
          model.setWindow({ isFocused, openConversationId }),
    ),
    fc.constantFrom('off', 'count', 'name', 'message').map(
      (detail): Act =>
        ({ model }) =>
          model.setSettings({ ...DEFAULT_NOTIFICATION_SETTINGS, detail }),
    ),
    conversation.map(
      (where): Act =>
        ({ model }) =>
          model.callRings({ uuid: `u${where.id}`, conversation: where }),
    ),
    conversation.map(
      (where): Act =>
        ({ model }) =>
          model.callStopped(`u${where.id}`),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(act, fc.constantFrom(0, 0, 100, 1_900, 2_500)), { maxLength: 40 }),
      async (acts) => {
        const desk = new Desk();
        const visible = new Map<string, string>();
        let lastChangeMs = Number.NEGATIVE_INFINITY;
        let isLocked = false;
        const look = (): void => {
          for (const { atMs, command } of desk.all.splice(0)) {
            if (command.type === 'withdraw') expect(visible.delete(command.id)).toBe(true);
            if (!('notification' in command)) continue;
            const { notification } = command;
            visible.set(notification.id, JSON.stringify(notification));
            if (notification.id !== 'unseen') continue;
            expect(atMs - lastChangeMs).toBeGreaterThanOrEqual(2_000);
            lastChangeMs = atMs;
          }
          if (isLocked)
            for (const each of visible.values()) expect(each).not.toMatch(/Alice|Bob|Hikers|Carol|text \d/);
        };
        const setLocked = desk.model.setLocked.bind(desk.model);
        desk.model.setLocked = (locked) => {
          isLocked = locked;
          setLocked(locked);
        };
        for (const [step, pauseMs] of acts) {
          step(desk);
          look();
          await desk.clock.advance(pauseMs);
          look();
        }
        for (const { id: conversationId } of [alice, bob, group])
          desk.model.conversationSilenced(conversationId);
        look();
        expect([...visible.keys()]).toEqual([]);
        expect(desk.clock.pendingTimers).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});

test('ten thousand messages are one notification, and little memory', async () => {
  const desk = new Desk();
  for (let index = 1; index <= 10_000; index++) desk.model.messageArrived(message(index));
  await desk.clock.advance(2_000);
  expect(desk.take()).toHaveLength(2);
});

describe('the badge', () => {
  const quiet: UnreadConversation = {
    unreadCount: 3,
    isBlocked: false,
    isHidden: false,
    isRequest: false,
    notify: 'all',
  };

  test('counts what deserves attention', () => {
    expect(
      badgeOf([
        quiet,
        { ...quiet, unreadCount: 4, notify: 'mentions' },
        { ...quiet, isBlocked: true },
        { ...quiet, isHidden: true },
        { ...quiet, isRequest: true },
        { ...quiet, notify: 'none' },
      ]),
    ).toEqual({ count: 7, label: '7' });
  });

  test('has no number for nothing, and no more than two digits', () => {
    expect(badgeOf([])).toEqual({ count: 0, label: '' });
    expect(badgeOf([{ ...quiet, unreadCount: 99 }]).label).toBe('99');
    expect(badgeOf([{ ...quiet, unreadCount: 100 }])).toEqual({ count: 100, label: '99+' });
  });
});

test('text for Linux has no markup', () => {
  expect(escapeNotificationMarkup('<b>Tom & "Jerry"</b>')).toBe('&lt;b&gt;Tom &amp; "Jerry"&lt;/b&gt;');
});
