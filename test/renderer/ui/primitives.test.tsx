// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';

import {
  Button,
  Checkbox,
  Chips,
  ContextMenu,
  Count,
  Divider,
  ErrorState,
  ExpandableText,
  IconButton,
  MenuButton,
  Popover,
  ProgressBar,
  ProgressRing,
  QrCode,
  RadioGroup,
  SearchField,
  Select,
  Slider,
  Tabs,
} from '../../../src/renderer/ui/index.ts';

afterEach(cleanup);

const TIMES = [
  { value: 'off', label: 'Off', testId: 'time-option-off' },
  { value: 'hour', label: '1 hour', testId: 'time-option-1-hours', description: 'For quick words' },
  { value: 'day', label: '1 day', testId: 'time-option-1-days', isDisabled: true },
] as const;
type Time = (typeof TIMES)[number]['value'];

describe('radios', () => {
  function Times({ onChange }: { readonly onChange: (value: Time) => void }) {
    const [value, setValue] = useState<Time>('off');
    return (
      <RadioGroup
        label="Timer"
        value={value}
        options={TIMES}
        onChange={(chosen) => {
          setValue(chosen);
          onChange(chosen);
        }}
      />
    );
  }

  test('spec 08 §3.2: native inputs that say whether they are chosen, with ids for row, circle and words', async () => {
    const onChange = vi.fn();
    render(<Times onChange={onChange} />);
    const input = screen.getByTestId('input-time-option-1-hours');
    expect(input.getAttribute('type')).toBe('radio');
    expect(input.dataset['checked']).toBe('false');
    await userEvent.click(screen.getByTestId('time-option-1-hours'));
    expect(onChange).toHaveBeenLastCalledWith('hour');
    expect(input.dataset['checked']).toBe('true');
    expect(screen.getByTestId('input-time-option-off').dataset['checked']).toBe('false');
    await userEvent.click(screen.getByTestId('label-time-option-off'));
    expect(onChange).toHaveBeenLastCalledWith('off');
    await userEvent.click(screen.getByTestId('time-option-1-days'));
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  test('have names, and descriptions apart from them', () => {
    render(<Times onChange={() => undefined} />);
    expect(screen.getByRole('radiogroup', { name: 'Timer' })).toBeDefined();
    expect(screen.getByRole('radio', { name: '1 hour' })).toHaveProperty('value', 'hour');
    expect(screen.getByRole('radio', { description: 'For quick words' })).toHaveProperty('value', 'hour');
  });
});

test('a checkbox is ticked by its words, and may be neither on nor off', async () => {
  const onChange = vi.fn();
  const view = render(<Checkbox label="Bob" isChecked={false} onChange={onChange} testId="select-contact" />);
  await userEvent.click(screen.getByText('Bob'));
  expect(onChange).toHaveBeenLastCalledWith(true);
  view.rerender(<Checkbox label="Bob" isChecked={false} isMixed onChange={onChange} />);
  expect(screen.getByRole('checkbox')).toHaveProperty('indeterminate', true);
});

test('a popover takes the focus and gives it back on Esc', async () => {
  const user = userEvent.setup();
  render(
    <Popover trigger={<IconButton label="More" icon="…" />} label="More of it">
      {(close) => <Button onPress={close}>Done</Button>}
    </Popover>,
  );
  const trigger = screen.getByRole('button', { name: 'More' });
  await user.click(trigger);
  expect(screen.getByRole('dialog', { name: 'More of it' }).contains(document.activeElement)).toBe(true);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await vi.waitFor(() => expect(document.activeElement).toBe(trigger));
  await user.click(trigger);
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a tooltip comes with the focus of the keyboard', async () => {
  const user = userEvent.setup();
  render(<IconButton label="Attach a file" icon="+" onPress={() => undefined} />);
  await user.tab();
  expect((await screen.findByRole('tooltip')).textContent).toBe('Attach a file');
});

test('progress says how far it is, or that nobody knows', () => {
  const view = render(<ProgressRing label="Loading" value={0.256} size={40} />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('26');
  view.rerender(<ProgressRing label="Loading" size={40} />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull();
  view.rerender(<ProgressBar label="Loading" value={0.5} />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.5');
  view.rerender(<ProgressBar label="Loading" />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull();
});

test('a search field is emptied by its button and keeps the focus, or by Esc', async () => {
  const user = userEvent.setup();
  function Field() {
    const [value, setValue] = useState('');
    return (
      <SearchField
        label="Search"
        clearLabel="Clear"
        value={value}
        onChange={setValue}
        testId="search-input"
      />
    );
  }
  render(<Field />);
  const input = screen.getByTestId<HTMLInputElement>('search-input');
  await user.type(input, 'tea');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  expect(input.value).toBe('');
  expect(document.activeElement).toBe(input);
  await user.type(input, 'coffee{Escape}');
  expect(input.value).toBe('');
});

test('a select shows what is chosen and offers the rest', async () => {
  const user = userEvent.setup();
  const onChange = vi.fn();
  render(<Select label="Timer" value="off" options={TIMES} onChange={onChange} />);
  await user.click(screen.getByRole('button', { name: /Off/u }));
  await user.click(screen.getByRole('option', { name: /1 hour/u }));
  expect(onChange).toHaveBeenCalledWith('hour');
});

test('a slider says its value in words', () => {
  render(
    <Slider label="Position" value={83} max={296} valueText="1:23 of 4:56" onChange={() => undefined} />,
  );
  expect(screen.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuetext')).toBe(
    '1:23 of 4:56',
  );
});

test('chips: one of them always holds', async () => {
  const onChange = vi.fn();
  const options = [
    { value: 'all', label: 'All' },
    { value: 'unread', label: 'Unread' },
  ] as const;
  render(<Chips label="Show" value="all" options={options} onChange={onChange} />);
  expect(screen.getByRole('radio', { name: 'All' }).getAttribute('aria-checked')).toBe('true');
  await userEvent.click(screen.getByText('Unread'));
  expect(onChange).toHaveBeenCalledWith('unread');
});

test('tabs show one page', async () => {
  const user = userEvent.setup();
  function Pages() {
    const [page, setPage] = useState<'one' | 'two'>('one');
    return (
      <Tabs
        label="Pages"
        selected={page}
        onChange={setPage}
        tabs={[
          { id: 'one', label: 'One', content: 'The first' },
          { id: 'two', label: 'Two', content: 'The second' },
        ]}
      />
    );
  }
  render(<Pages />);
  expect(screen.getByRole('tabpanel').textContent).toBe('The first');
  await user.tab();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('tabpanel').textContent).toBe('The second');
});

describe('menus', () => {
  test('have lines, choices, and items that cannot be used', async () => {
    const user = userEvent.setup();
    const onAction = vi.fn();
    render(
      <MenuButton
        trigger={<Button>Menu</Button>}
        label="Menu"
        items={[
          { id: 'a', label: 'Reply', onAction },
          { id: 'line', isSeparator: true },
          { id: 'b', label: 'Delete', isDangerous: true, isDisabled: true, onAction },
        ]}
      />,
    );
    await user.click(screen.getByRole('button'));
    expect(screen.getAllByTestId('context-menu-item').map(({ textContent }) => textContent)).toEqual([
      'Reply',
      'Delete',
    ]);
    expect(screen.getByRole('separator')).toBeDefined();
    await user.click(screen.getByText('Delete'));
    expect(onAction).not.toHaveBeenCalled();
    await user.click(screen.getByText('Reply'));
    expect(onAction).toHaveBeenCalledOnce();
  });

  test('open others beside them, whose choice is told to screen readers', async () => {
    const user = userEvent.setup();
    const onAction = vi.fn();
    const onClose = vi.fn();
    render(
      <ContextMenu
        label="Row"
        place={{ x: 10, y: 10 }}
        onClose={onClose}
        items={[
          {
            id: 'notify',
            label: 'Notifications',
            items: [
              { id: 'all', label: 'All', isChecked: true },
              { id: 'mute', label: 'Mute', isChecked: false, onAction },
            ],
          },
        ]}
      />,
    );
    act(() => screen.getByRole('menuitem').focus());
    await user.keyboard('{ArrowRight}');
    const all = await screen.findByRole('menuitemradio', { name: 'All' });
    expect(all.getAttribute('aria-checked')).toBe('true');
    await user.click(screen.getByRole('menuitemradio', { name: 'Mute' }));
    expect(onAction).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalled();
  });
});

test('text without more than its lines has no button', () => {
  render(<ExpandableText moreLabel="Read more">Short.</ExpandableText>);
  expect(screen.queryByRole('button')).toBeNull();
});

test('a count ends at its cap but is told in full', () => {
  render(<Count value={1204} label="1,204 unread messages" />);
  expect(screen.getByRole('img', { name: '1,204 unread messages' }).textContent).toBe('999+');
});

test('an error offers a way out', async () => {
  const onAction = vi.fn();
  render(<ErrorState title="No room list" actionLabel="Try again" onAction={onAction} />);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByRole('alert').textContent).toContain('No room list');
  expect(onAction).toHaveBeenCalledOnce();
});

test('a divider with words is heard as them', () => {
  render(<Divider label="New messages" />);
  expect(screen.getByRole('separator', { name: 'New messages' })).toBeDefined();
});

test('a QR code has a name, a quiet zone, and no style of its own', () => {
  const { container } = render(<QrCode text={`05${'ab'.repeat(32)}`} label="Your Account ID" />);
  const code = screen.getByRole('img', { name: 'Your Account ID' });
  expect(code.innerHTML).not.toContain('style');
  const rows = [...container.innerHTML.matchAll(/M(\d+) (\d+)h/gu)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(Math.min(...rows.map(([x]) => x ?? 0))).toBe(4);
  expect(Math.min(...rows.map(([, y]) => y ?? 0))).toBe(4);
});
