import { describe, expect, test } from 'vitest';

import { Notifier } from '../../../src/main/desktop/notifier.ts';
import type { DesktopNotification, NotificationTarget } from '../../../src/main/desktop/notifier.ts';
import { createTexts } from '../../../src/main/text/texts.ts';
import type { DesktopEvent } from '../../../src/ipc/index.ts';

type Command = Extract<DesktopEvent, { readonly type: 'notification' }>['command'];
type Shown = Extract<Command, { readonly notification: unknown }>['notification'];

/** A desktop that remembers what lies on it. */
function fakeDesktop({ escapesMarkup = false } = {}) {
  const shown: (DesktopNotification & {
    readonly click: () => void;
    readonly reply: (text: string) => void;
  })[] = [];
  const opened: (NotificationTarget | undefined)[] = [];
  const replies: (readonly [NotificationTarget, string])[] = [];
  const read: NotificationTarget[] = [];
  const badges: number[] = [];
  let beeps = 0;
  const notifier = new Notifier({
    desktop: {
      show: (notification, { onClick, onReply }) => {
        const entry = { ...notification, click: onClick, reply: onReply };
        shown.push(entry);
        return () => void shown.splice(shown.indexOf(entry), 1);
      },
      beep: () => {
        beeps += 1;
      },
      setBadge: (count) => badges.push(count),
    },
    texts: createTexts('en'),
    escapesMarkup,
    onOpen: (target) => opened.push(target),
    onReply: (target, text) => replies.push([target, text]),
    onMarkRead: (target) => read.push(target),
  });
  const does = (command: Command): void => notifier.hear({ type: 'notification', command });
  return { notifier, does, shown, opened, replies, read, badges, beeps: () => beeps };
}

const FROM_BOB: Shown = {
  id: 'unseen',
  title: { key: 'notificationFrom', values: { name: 'Bob' } },
  body: { key: 'notificationText', values: { message_snippet: 'Tea <b>&</b> cake?' } },
  open: { conversationId: 7, messageId: 70 },
  actions: [],
};
const TWO: Shown = {
  id: 'unseen',
  title: { key: 'notificationNewMessages', values: { message_count: 3, conversation_count: 2 } },
  actions: [],
};

describe('notifications on the desktop', () => {
  test('one of the same ID takes the place of the one before, quietly when it is only an update', () => {
    const { does, shown } = fakeDesktop();
    does({ type: 'show', notification: FROM_BOB });
    expect(shown).toMatchObject([{ title: 'Bob', body: 'Tea <b>&</b> cake?', isQuiet: false }]);
    does({ type: 'update', notification: TWO });
    expect(shown).toMatchObject([{ title: '3 new messages in 2 conversations', body: '', isQuiet: true }]);
    does({ type: 'withdraw', id: 'unseen' });
    does({ type: 'withdraw', id: 'unseen' });
    expect(shown).toEqual([]);
  });

  test('a click takes it away and leads to the message', () => {
    const { does, shown, opened } = fakeDesktop();
    does({ type: 'show', notification: FROM_BOB });
    shown[0]?.click();
    expect(opened).toEqual([{ conversationId: 7, messageId: 70 }]);
    expect(shown).toEqual([]);
  });

  test('NOT-06: a message is answered, or marked as read, without opening anything', () => {
    const { does, shown, opened, replies, read } = fakeDesktop();
    const notification = { ...FROM_BOB, actions: ['reply', 'mark-read'] } as const;
    does({ type: 'show', notification });
    expect(shown[0]?.replyPlaceholder).toBe('Write a reply');
    expect(shown[0]?.buttons.map(({ label }) => label)).toEqual(['Mark as read']);
    shown[0]?.reply('On my way');
    expect(shown).toEqual([]);
    does({ type: 'show', notification });
    shown[0]?.reply('  ');
    does({ type: 'show', notification });
    shown[0]?.buttons[0]?.onPress();
    const there = { conversationId: 7, messageId: 70 };
    expect({ replies, read, opened, shown }).toEqual({
      replies: [[there, 'On my way']],
      read: [there],
      opened: [],
      shown: [],
    });
  });

  test('NOT-06: what names nobody cannot be answered', () => {
    const { does, shown } = fakeDesktop();
    does({ type: 'show', notification: TWO });
    expect(shown[0]).toMatchObject({ buttons: [] });
    expect(shown[0]?.replyPlaceholder).toBeUndefined();
  });

  test('what others wrote is no markup', () => {
    const { does, shown } = fakeDesktop({ escapesMarkup: true });
    does({ type: 'show', notification: FROM_BOB });
    expect(shown[0]?.body).toBe('Tea &lt;b&gt;&amp;&lt;/b&gt; cake?');
  });

  test('sounds and numbers are the desktop’s, and nothing is left at the end', () => {
    const { notifier, does, shown, badges, beeps } = fakeDesktop();
    does({ type: 'sound' });
    does({ type: 'show', notification: FROM_BOB });
    notifier.hear({ type: 'badge', badge: { count: 120, label: '99+' } });
    notifier.clear();
    expect(beeps()).toBe(1);
    expect(shown).toEqual([]);
    expect(badges).toEqual([120, 0]);
  });

  test.each([
    ['picture', 'Picture'],
    ['voice', 'Voice message'],
    ['file', 'File'],
  ])('a %s has a name', (fileType, name) => {
    const { does, shown } = fakeDesktop();
    const body = { key: 'notificationAttachment', values: { file_type: fileType } } as const;
    does({ type: 'show', notification: { ...FROM_BOB, body } });
    expect(shown[0]?.body).toBe(name);
  });
});
