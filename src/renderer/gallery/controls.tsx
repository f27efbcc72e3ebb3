import { Eye, Mic, Phone, Plus, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { Button, IconButton, SearchField, Slider, TextField } from '../ui/index.ts';
import { Section, Specimen } from './section.tsx';

const nothing = () => undefined;

/** What is pressed, and what is written into. */
export function Controls() {
  const [text, setText] = useState('Ada');
  const [note, setNote] = useState('Line one\nLine two');
  const [query, setQuery] = useState('tea');
  const [position, setPosition] = useState(83);
  return (
    <Section title="Controls">
      <Specimen name="Button">
        <Button variant="solid" onPress={nothing}>
          Continue
        </Button>
        <Button onPress={nothing}>Cancel</Button>
        <Button variant="danger" onPress={nothing}>
          Delete
        </Button>
        <Button variant="plain" onPress={nothing}>
          Later
        </Button>
        <Button variant="solid" isDisabled>
          Disabled
        </Button>
        <Button isBusy>Busy</Button>
      </Specimen>
      <Specimen name="Wide button">
        <Button variant="solid" isWide onPress={nothing}>
          Create account
        </Button>
      </Specimen>
      <Specimen name="IconButton">
        <IconButton label="New" icon={<Plus size={20} aria-hidden />} onPress={nothing} />
        <IconButton label="Call" variant="filled" icon={<Phone size={20} aria-hidden />} onPress={nothing} />
        <IconButton label="Send" variant="accent" icon={<Send size={20} aria-hidden />} onPress={nothing} />
        <IconButton
          label="Remove"
          variant="danger"
          icon={<Trash2 size={20} aria-hidden />}
          onPress={nothing}
        />
        <IconButton label="Mute" isPressed icon={<Mic size={20} aria-hidden />} onPress={nothing} />
        <IconButton label="Show" isDisabled icon={<Eye size={20} aria-hidden />} onPress={nothing} />
        <IconButton label="Small" size="small" icon={<Plus size={16} aria-hidden />} onPress={nothing} />
        <IconButton label="Large" size="large" icon={<Plus size={24} aria-hidden />} onPress={nothing} />
      </Specimen>
      <Specimen name="TextField">
        <TextField label="Display name" value={text} onChange={setText} testId="gallery-text" />
        <TextField
          label="Display name"
          value=""
          placeholder="How friends see you"
          onChange={nothing}
          error="Please enter a display name."
          hint="You can change it later."
          testId="gallery-error"
        />
        <TextField label="Description" isMultiline value={note} onChange={setNote} testId="gallery-area" />
        <TextField
          label="Account ID"
          isMono
          isDisabled
          value="05c4…"
          onChange={nothing}
          testId="gallery-mono"
        />
      </Specimen>
      <Specimen name="SearchField" isColumn>
        <SearchField label="Search" clearLabel="Clear" value={query} onChange={setQuery} />
        <SearchField label="Search contacts" clearLabel="Clear" value="" onChange={nothing} />
      </Specimen>
      <Specimen name="Slider" isColumn>
        <Slider
          label="Position"
          value={position}
          max={296}
          valueText={`${position} of 296 seconds`}
          onChange={setPosition}
        />
        <Slider label="Volume" value={3} max={10} isDisabled onChange={nothing} />
      </Specimen>
    </Section>
  );
}
