import { Bell, Copy, EllipsisVertical, Reply, Smile, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { Button, Dialog, IconButton, type MenuEntry, MenuButton, Popover, WithTooltip } from '../ui/index.ts';
import { Section, Specimen } from './section.tsx';

const MENU: readonly MenuEntry[] = [
  { id: 'reply', label: 'Reply', icon: <Reply size={17} aria-hidden />, shortcut: 'Ctrl+Shift+R' },
  { id: 'copy', label: 'Copy', icon: <Copy size={17} aria-hidden /> },
  {
    id: 'notify',
    label: 'Notifications',
    icon: <Bell size={17} aria-hidden />,
    items: [
      { id: 'all', label: 'All messages', isChecked: true },
      { id: 'mentions', label: 'Mentions only', isChecked: false },
      { id: 'mute', label: 'Mute', isChecked: false },
    ],
  },
  { id: 'pin', label: 'Pin', isDisabled: true },
  { id: 'line', isSeparator: true },
  { id: 'delete', label: 'Delete', icon: <Trash2 size={17} aria-hidden />, isDangerous: true },
];

/** What floats over the rest. */
export function Overlays() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Section title="Overlays">
      <Specimen name="Menu, Popover, Tooltip, Dialog">
        <MenuButton
          trigger={<IconButton label="More actions" icon={<EllipsisVertical size={20} aria-hidden />} />}
          label="More actions"
          items={MENU}
        />
        <Popover
          trigger={
            <IconButton label="Emoji" icon={<Smile size={20} aria-hidden />} testId="gallery-popover" />
          }
          label="Emoji"
        >
          <p>😀 🥰 👩‍🚀 ❤️ ☕</p>
        </Popover>
        <WithTooltip label="It says more than fits on a button">
          <Button onPress={() => undefined}>With tooltip</Button>
        </WithTooltip>
        <Button onPress={() => setOpen(true)} testId="gallery-dialog">
          Dialog
        </Button>
      </Specimen>
      {isOpen && (
        <Dialog
          modalId="confirmModal"
          title="Delete Message"
          isQuestion
          onClose={close}
          labels={{ close: 'Close', back: 'Back' }}
          actions={
            <>
              <Button variant="danger" onPress={close}>
                Delete
              </Button>
              <Button autoFocus onPress={close}>
                Cancel
              </Button>
            </>
          }
        >
          The message is removed from this device only. Others keep their copies.
        </Dialog>
      )}
    </Section>
  );
}
