import type { DesktopEvent, NotificationSettings } from '../../ipc/index.ts';
import type { Texts } from '../text/texts.ts';

type Command = Extract<DesktopEvent, { readonly type: 'notification' }>['command'];
type Shown = Extract<Command, { readonly notification: unknown }>['notification'];
type Words = Pick<Shown, 'title' | 'body'>;

/** What happens on the desktop when a message comes, with these settings (spec 08 NOT-05). */
export function exampleNotification(
  { detail, isSoundOn }: NotificationSettings,
  texts: Texts,
): readonly Command[] {
  const words = wordsOf(detail, texts);
  if (words === undefined) return [];
  return [
    { type: 'show', notification: { id: 'example', ...words, actions: [] } },
    ...(isSoundOn ? ([{ type: 'sound' }] as const) : []),
  ];
}

function wordsOf(detail: NotificationSettings['detail'], texts: Texts): Words | undefined {
  const fromSomebody = { key: 'notificationFrom', values: { name: texts('nativeExampleName') } } as const;
  switch (detail) {
    case 'off':
      return undefined;
    case 'count':
      return { title: { key: 'notificationNewMessage', values: {} } };
    case 'name':
      return { title: fromSomebody, body: { key: 'notificationNewMessage', values: {} } };
    case 'message':
      return {
        title: fromSomebody,
        body: { key: 'notificationText', values: { message_snippet: texts('nativeExampleMessage') } },
      };
  }
}
