import { Inbox, Users } from 'lucide-react';
import { useState } from 'react';

import {
  Avatar,
  Checkbox,
  Chips,
  ChosenStrip,
  ControlRow,
  Count,
  FactRow,
  LinkRow,
  RadioGroup,
  SegmentedControl,
  Select,
  SettingGroup,
  Switch,
  Tabs,
} from '../ui/index.ts';
import { Section, Specimen } from './section.tsx';

const TIMES = [
  { value: 'off', label: 'Off' },
  { value: 'hour', label: '1 hour', description: 'For what need not stay' },
  { value: 'day', label: '1 day', isDisabled: true },
] as const;
type Time = (typeof TIMES)[number]['value'];

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'unread', label: 'Unread', end: <Count value={3} label="3 conversations" isQuiet /> },
  { value: 'groups', label: 'Groups' },
] as const;
type Filter = (typeof FILTERS)[number]['value'];

const nothing = () => undefined;

/** One of several, some of many, on or off. */
export function Choices() {
  const [time, setTime] = useState<Time>('hour');
  const [filter, setFilter] = useState<Filter>('all');
  const [isOn, setOn] = useState(true);
  const [isTicked, setTicked] = useState(true);
  return (
    <Section title="Choices">
      <Specimen name="RadioGroup">
        <RadioGroup label="Disappear after" value={time} options={TIMES} onChange={setTime} />
        <RadioGroup label="Plain" variant="plain" value={time} options={TIMES} onChange={setTime} />
      </Specimen>
      <Specimen name="Checkbox" isColumn>
        <Checkbox label="Share the history" isChecked={isTicked} onChange={setTicked} />
        <Checkbox label="Everybody" isChecked={false} isMixed onChange={nothing} />
        <Checkbox
          label="Not now"
          description="You are offline"
          isChecked={false}
          isDisabled
          onChange={nothing}
        />
        <Checkbox label="Bob" isChecked={!isTicked} onChange={(ticked) => setTicked(!ticked)}>
          <Avatar id={`05${'ab'.repeat(32)}`} name="Bob" size={36} />
        </Checkbox>
      </Specimen>
      <Specimen name="ChosenStrip">
        <ChosenStrip
          label="Chosen"
          items={['Alice', 'Bob', 'Wolfeschlegelsteinhausenbergerdorff'].map((name) => ({
            id: name,
            name,
            picture: <Avatar id={`05${'ab'.repeat(32)}`} name={name} size={24} />,
          }))}
          removeLabel={(name) => `Do not choose ${name}`}
          onRemove={nothing}
        />
      </Specimen>
      <Specimen name="SegmentedControl, Chips, Select">
        <SegmentedControl label="Show" value={filter} options={FILTERS} onChange={setFilter} />
        <Chips label="Filter" value={filter} options={FILTERS} onChange={setFilter} />
        <Select label="Disappear after" value={time} options={TIMES} onChange={setTime} />
        <Select
          label="Nothing yet"
          value={undefined}
          placeholder="Choose"
          options={TIMES}
          onChange={nothing}
        />
      </Specimen>
      <Specimen name="Tabs">
        <Tabs
          label="Media"
          selected={filter}
          onChange={setFilter}
          tabs={[
            {
              id: 'all',
              label: 'Pictures',
              icon: <Inbox size={16} aria-hidden />,
              content: 'Pictures and videos',
            },
            { id: 'unread', label: 'Files', content: 'Files' },
            { id: 'groups', label: 'Links', content: 'Links' },
          ]}
        />
      </Specimen>
      <SettingGroup label="Rows of settings">
        <LinkRow
          icon={<Users size={20} aria-hidden />}
          label="Members"
          onPress={nothing}
          testId="gallery-link"
        />
        <ControlRow
          label="Read receipts"
          description="Others see when you have read their messages, and you see when they have."
          testId="gallery-settings-row"
          onClick={() => setOn(!isOn)}
          control={<Switch label="Read receipts" isOn={isOn} onChange={setOn} testId="gallery-toggle" />}
        />
        <ControlRow
          label="Off"
          testId="gallery-off-settings-row"
          onClick={nothing}
          control={<Switch label="Off" isOn={false} onChange={nothing} testId="gallery-off-toggle" />}
        />
        <dl>
          <FactRow label="Version" value="0.1.0" />
        </dl>
      </SettingGroup>
    </Section>
  );
}
