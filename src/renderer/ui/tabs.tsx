import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './tabs.module.css';

export interface TabDescription<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly content: ReactNode;
  readonly testId?: string;
}

/** Pages side by side, one of which is shown. */
export function Tabs<Id extends string>(props: {
  readonly label: string;
  readonly tabs: readonly TabDescription<Id>[];
  readonly selected: Id;
  readonly onChange: (id: Id) => void;
}) {
  return (
    <AriaTabs
      className={cx(styles.tabs)}
      selectedKey={props.selected}
      onSelectionChange={(key) => {
        const tab = props.tabs.find(({ id }) => id === key);
        if (tab !== undefined) props.onChange(tab.id);
      }}
    >
      <TabList className={cx(styles.list)} aria-label={props.label}>
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={cx(styles.tab)} data-testid={tab.testId}>
            {tab.icon}
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={cx(styles.panel)}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
