import {
  Clock,
  Flag,
  Heart,
  Lightbulb,
  type LucideIcon,
  PawPrint,
  Pizza,
  Plane,
  Smile,
  Trophy,
  UserRound,
} from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './emoji-categories.module.css';
import { SECTION_NAMES } from './emoji-grid.tsx';
import type { EmojiRow, Section } from './emoji-rows.ts';

const ICONS: Readonly<Partial<Record<Section, LucideIcon>>> = {
  recent: Clock,
  smileys: Smile,
  people: UserRound,
  animals: PawPrint,
  food: Pizza,
  travel: Plane,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Heart,
  flags: Flag,
};

/** Leads to the sections of the grid, and says which one is in sight. */
export function EmojiCategories(props: {
  readonly rows: readonly EmojiRow[];
  readonly current: Section;
  readonly onChoose: (section: Section) => void;
}) {
  const t = useText();
  const sections = props.rows.flatMap((row) => (row.kind === 'heading' ? [row.section] : []));
  const current = sections.includes(props.current) ? props.current : sections[0];
  return (
    <div className={cx(styles.categories)} role="toolbar" aria-label={t('emojiCategories')}>
      {sections.map((section) => {
        const Icon = ICONS[section];
        return (
          <button
            key={section}
            type="button"
            className={cx(styles.category, section === current && styles.current)}
            aria-label={t(SECTION_NAMES[section])}
            title={t(SECTION_NAMES[section])}
            aria-pressed={section === current}
            data-testid={`emoji-category-${section}`}
            // The search field keeps the focus of those who click.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(section)}
          >
            {Icon !== undefined && <Icon size={18} aria-hidden />}
          </button>
        );
      })}
    </div>
  );
}
