import { SearchX } from 'lucide-react';

import {
  Banner,
  Button,
  EmptyState,
  ErrorState,
  ProgressBar,
  ProgressRing,
  Skeleton,
  Spinner,
} from '../ui/index.ts';
import { Section, Specimen } from './section.tsx';

const nothing = () => undefined;

/** Waiting, nothing, and faults. */
export function Feedback() {
  return (
    <Section title="Feedback">
      <Specimen name="Progress">
        <Spinner size={24} label="Loading" />
        <ProgressRing label="Uploading" value={0.62} size={44} />
        <ProgressRing label="Waiting" size={44} />
        <ProgressBar label="Uploading" value={0.62} />
        <ProgressBar label="Waiting" />
      </Specimen>
      <Specimen name="Skeleton">
        <Skeleton shape="circle" width={48} />
        <Skeleton width={160} />
        <Skeleton shape="block" width={220} height={60} />
      </Specimen>
      <Specimen name="Banner" isColumn>
        <Banner
          actions={
            <Button size="small" onPress={nothing}>
              Retry
            </Button>
          }
        >
          Still looking for a way into the network.
        </Banner>
        <Banner tone="warning" closeLabel="Close" onClose={nothing}>
          This group has not been updated for 30 days.
        </Banner>
        <Banner tone="danger">Your clock is wrong. Messages cannot be sent.</Banner>
      </Specimen>
      <Specimen name="EmptyState">
        <EmptyState
          icon={<SearchX size={34} strokeWidth={1.6} />}
          title="Nothing found"
          description="No conversation and no message has “antimony” in it."
          action={<Button onPress={nothing}>Clear search</Button>}
        />
      </Specimen>
      <Specimen name="ErrorState">
        <ErrorState
          title="The room list could not be loaded"
          description="The community server did not answer."
          actionLabel="Try again"
          onAction={nothing}
        />
      </Specimen>
    </Section>
  );
}
