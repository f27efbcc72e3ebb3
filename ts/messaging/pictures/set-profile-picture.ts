import { type FileSource, takeIn } from '../attachments/attachment-source.ts';
import { collect } from '../attachments/read-attachments.ts';
import { MessagingError } from '../errors.ts';
import type { AccountId, GroupId } from '../../account/index.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { uploadPictureJob } from './picture-jobs.ts';

type Deps = Services & { readonly outbox: Outbox };

/** Our picture: shown here at once, uploaded, then in our profile and with the next message to everybody (spec 04 §2.6). */
export class SetProfilePicture {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `attachment-unreadable`, `attachment-empty`, `attachment-too-large` above 10,000,000 bytes
   * @throws {StoreError} `store-disk-full`, `store-io`
   */
  async set(source: FileSource): Promise<void> {
    const { localFiles, store, clock, network, keys } = this.deps;
    const { id: fileId } = await takeIn(localFiles, source);
    const createdAtS = Math.floor(network.time.nowMs() / 1_000);
    store.transaction(({ contacts, jobs }) => {
      contacts.findOrCreate({ accountId: keys.accountId, createdAtS });
      contacts.setPictureFile(keys.accountId, fileId);
      jobs.enqueue(uploadPictureJob({ fileId, isRenewal: false }, clock.nowMs()));
    });
    this.changed();
  }

  /** An upload that is on its way finds that its picture is no longer wanted. */
  remove(): void {
    const { configs, network, keys } = this.deps;
    configs.transaction(({ contacts }) => {
      configs.profile.update({ picture: undefined }, network.time.nowMs());
      if (contacts.get(keys.accountId) === undefined) return;
      contacts.setPicture(keys.accountId, undefined);
      contacts.setPictureFile(keys.accountId, undefined);
    });
    this.changed();
  }

  /**
   * The picture of somebody, ours too, of a group, or of a room (`room-` and the id of its conversation).
   * @throws {MessagingError} `picture-not-available` when there is none on this disk.
   */
  async read(accountId: string): Promise<Uint8Array> {
    const { store, localFiles } = this.deps;
    const owner =
      roomOf(store, accountId) ??
      store.contacts.get(accountId as AccountId) ??
      store.conversations.byGroup(accountId as GroupId);
    const fileId = owner?.pictureFileId;
    const file = fileId === undefined ? undefined : store.files.get(fileId);
    if (file === undefined) throw new MessagingError('picture-not-available');
    return collect(localFiles.read(file));
  }

  private changed(): void {
    const { events, outbox, localFiles } = this.deps;
    localFiles.collect();
    events.emit({ type: 'account-changed' });
    outbox.wake();
  }
}

function roomOf({ conversations }: Pick<Services['store'], 'conversations'>, name: string) {
  const id = /^room-([1-9]\d{0,14})$/.exec(name)?.[1];
  return id === undefined ? undefined : conversations.get(Number(id));
}
