import { ChevronLeft, ChevronRight } from 'lucide-react';
import {
  Button,
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  RangeCalendar as AriaRangeCalendar,
} from 'react-aria-components';

import styles from './calendar.module.css';
import { cx } from './cx.ts';

interface CalendarLabels {
  readonly previous: string;
  readonly next: string;
}

interface Day {
  readonly toDate: (timeZone: string) => Date;
}

/** A month of days up to today; one of them is chosen, and told as its local midnight, ms since the epoch. */
export function Calendar(props: {
  readonly label: string;
  readonly labels: CalendarLabels;
  readonly onChange: (dayStartMs: number) => void;
}) {
  return (
    <AriaCalendar
      className={cx(styles.calendar)}
      aria-label={props.label}
      isDateUnavailable={isToCome}
      autoFocus
      onChange={(day) => props.onChange(startOf(day))}
    >
      <Month labels={props.labels} />
    </AriaCalendar>
  );
}

/** The same for days from one to another: told as the midnight before the first, and that after the last. */
export function RangeCalendar(props: {
  readonly label: string;
  readonly labels: CalendarLabels;
  readonly onChange: (range: { readonly startMs: number; readonly endMs: number }) => void;
}) {
  return (
    <AriaRangeCalendar
      className={cx(styles.calendar)}
      aria-label={props.label}
      isDateUnavailable={isToCome}
      allowsNonContiguousRanges
      onChange={({ start, end }) =>
        props.onChange({ startMs: startOf(start), endMs: startOf(end.add({ days: 1 })) })
      }
    >
      <Month labels={props.labels} />
    </AriaRangeCalendar>
  );
}

function Month({ labels }: { readonly labels: CalendarLabels }) {
  return (
    <>
      <header className={cx(styles.header)}>
        <Button slot="previous" className={cx(styles.turn)} aria-label={labels.previous}>
          <ChevronLeft className={cx(styles.arrow)} size={18} aria-hidden />
        </Button>
        <CalendarHeading className={cx(styles.month)} />
        <Button slot="next" className={cx(styles.turn)} aria-label={labels.next}>
          <ChevronRight className={cx(styles.arrow)} size={18} aria-hidden />
        </Button>
      </header>
      <CalendarGrid className={cx(styles.grid)} weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={cx(styles.weekday)}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell className={cx(styles.day)} date={date} />}
        </CalendarGridBody>
      </CalendarGrid>
    </>
  );
}

function startOf(day: Day): number {
  return day.toDate(Intl.DateTimeFormat().resolvedOptions().timeZone).getTime();
}

function isToCome(day: Day): boolean {
  return startOf(day) > Date.now();
}
