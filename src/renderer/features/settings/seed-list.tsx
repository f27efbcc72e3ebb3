import { Trash2 } from 'lucide-react';
import { useState } from 'react';

import type { NetworkSettingsView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, IconButton, TextField } from '../../ui/index.ts';
import styles from './network-page.module.css';

type Seeds = NetworkSettingsView['seeds'];

/** Whom this device asks for the nodes of the network; with none of its own, it asks those of the network. */
export function SeedList({
  seeds,
  onSaved,
}: {
  readonly seeds: Seeds;
  readonly onSaved: (settings: NetworkSettingsView) => void;
}) {
  const t = useText();
  const [change, { isLoading }] = api.useChangeNetworkSettingsMutation();
  const [url, setUrl] = useState('');
  const [fault, setFault] = useState<TextKey>();
  const keep = async (wanted: Seeds) => {
    if (isLoading) return false;
    const { data, error } = await change({ seeds: [...wanted] });
    if (error === undefined) onSaved(data);
    else setFault(errorKey(errorCode(error) ?? 'unexpected'));
    return error === undefined;
  };
  const add = async () => {
    if (url.trim() !== '' && (await keep([...seeds, { url: url.trim() }]))) setUrl('');
  };
  return (
    <>
      {seeds.length > 0 && (
        <ul className={cx(styles.seeds)}>
          {seeds.map((seed) => (
            <li key={seed.url} className={cx(styles.seed)}>
              <span className={cx(styles.url)} dir="ltr" data-testid="network-seed">
                {seed.url}
              </span>
              <IconButton
                size="small"
                label={t('networkSeedRemove', { url: seed.url })}
                icon={<Trash2 size={16} aria-hidden />}
                onPress={() => void keep(seeds.filter((other) => other !== seed))}
                testId="network-seed-remove-button"
              />
            </li>
          ))}
        </ul>
      )}
      <div className={cx(styles.line)}>
        <TextField
          label={t('networkSeedAddress')}
          value={url}
          onChange={(next) => {
            setUrl(next);
            setFault(undefined);
          }}
          onEnter={() => void add()}
          error={fault === undefined ? undefined : t(fault)}
          placeholder="https://seed.example:22023"
          isMono
          testId="network-seed-input"
        />
        <Button
          isBusy={isLoading}
          isDisabled={url.trim() === ''}
          onPress={() => void add()}
          testId="network-seed-add-button"
        >
          {t('add')}
        </Button>
      </div>
    </>
  );
}
