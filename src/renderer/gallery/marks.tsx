import {
  Avatar,
  Badge,
  Count,
  Crowned,
  Divider,
  ExpandableText,
  Explained,
  GroupAvatar,
  KeyCaps,
  Mark,
  QrCode,
} from '../ui/index.ts';
import { Section, Specimen } from './section.tsx';

const ID = `05${'11'.repeat(32)}`;
const NAMES = ['Alice', 'Bob Ross', 'Чарли', '日本', '👩‍🚀 Neil', ''] as const;

/** Small signs, and text. */
export function Marks() {
  return (
    <Section title="Marks">
      <Specimen name="Avatar, Mark">
        {NAMES.map((name, index) => (
          <Avatar key={name} id={`05${`${index}a`.repeat(32)}`} name={name} size={48} />
        ))}
        <Avatar id={ID} name="" kind="note-to-self" size={48} />
        <Mark size={48} />
      </Specimen>
      <Specimen name="GroupAvatar, Crowned">
        {[28, 48, 90].map((size) => (
          <GroupAvatar
            key={size}
            size={size}
            disc={(index, disc) => (
              <Avatar id={`05${`${index}a`.repeat(32)}`} name={NAMES[index] ?? ''} size={disc} />
            )}
          />
        ))}
        {[36, 48].map((size) => (
          <Crowned key={size}>
            <Avatar id={ID} name="Alice" size={size} />
          </Crowned>
        ))}
      </Specimen>
      <Specimen name="Badge, Count">
        <Badge>Admin</Badge>
        <Badge tone="accent">New</Badge>
        <Badge tone="warning">Beta</Badge>
        <Badge tone="danger">Failed</Badge>
        <Count value={3} label="3 unread messages" />
        <Count value={1204} label="1,204 unread messages" />
        <Count value={12} label="12 requests" isQuiet />
      </Specimen>
      <Specimen name="KeyCaps">
        <KeyCaps keys={['Ctrl', 'Shift', 'M']} />
        <KeyCaps keys={['⌘', 'K']} />
      </Specimen>
      <Specimen name="Divider" isColumn>
        <Divider />
        <Divider label="Yesterday" />
        <Divider label="New messages" tone="accent" />
      </Specimen>
      <Specimen name="Emoji">
        <p>😀 🥰 👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇭 👍🏽 ❤️ ☕ 🦊 1️⃣ ✅</p>
      </Specimen>
      <Specimen name="Explained">
        <Explained explanation="192.0.2.17">
          <span role="note">Guard node</span>
        </Explained>
      </Specimen>
      <Specimen name="ExpandableText">
        <div>
          <ExpandableText lines={2} moreLabel="Read more" lessLabel="Read less">
            A text of some length that goes on for a while, because only then it can be seen how it is folded
            after the second line, and how it opens when somebody wants to read the rest of it, which is what
            the button is for.
          </ExpandableText>
        </div>
      </Specimen>
      <Specimen name="QrCode">
        <QrCode text={ID} label="Your Account ID" size={160} />
      </Specimen>
    </Section>
  );
}
