import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { safeFileName } from './pointers.ts';

const UNNAMED = 'attachment';
/** File systems take 255; a number and the ending of what is unfinished come behind it. */
const MAX_NAME_BYTES = 200;
/** What Windows and its file systems, on sticks too, have no names with. */
const NOT_EVERYWHERE = /[<>"|?*]/g;
/** Names of devices, whatever their ending is, and of files that Windows reads when it shows or mounts a folder. */
const RESERVED = /^(?:(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?|desktop\.ini|autorun\.inf)$/i;
const ENDING = /(?:\.tar)?\.[^.\s]{1,16}$/i;

/**
 * A name under which a file can lie in any folder of any system: not hidden, no device, 200 bytes of UTF-8 at most, its ending kept.
 * Cleaning it twice changes nothing.
 */
export function savedFileName(wanted: string): string {
  const plain = safeFileName(wanted.replace(NOT_EVERYWHERE, '_')) ?? UNNAMED;
  const cut = withoutEnd(cutName(withoutEnd(plain)));
  const shown = cut.replace(/^[.\s]+/, '_');
  return RESERVED.test(shown) ? `_${shown}` : shown;
}

/** Gives files of one run names in a folder that nothing has yet. */
export class FreeNames {
  private readonly folder: string;
  private readonly lastNumbers = new Map<string, number>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Makes an empty file under the name, or the first one of `name (2)`, `name (3)`… that is free, so that nobody else gets it.
   * @returns its path
   * @throws whatever the file system says.
   */
  async reserve(name: string): Promise<string> {
    const { stem, ending } = parts(name);
    for (let number = (this.lastNumbers.get(name) ?? 0) + 1; ; number += 1) {
      const path = join(this.folder, number === 1 ? name : `${stem} (${number})${ending}`);
      if (!(await isMade(path))) continue;
      this.lastNumbers.set(name, number);
      return path;
    }
  }
}

/** Whether there was none. */
async function isMade(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function parts(name: string): { readonly stem: string; readonly ending: string } {
  const at = name.search(ENDING);
  return at <= 0 ? { stem: name, ending: '' } : { stem: name.slice(0, at), ending: name.slice(at) };
}

/** Windows takes dots and spaces at the end away, and has another file then. */
function withoutEnd(name: string): string {
  return name.replace(/[.\s]+$/, '');
}

function cutName(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const { stem, ending } = parts(name);
  const room = MAX_NAME_BYTES - Buffer.byteLength(ending);
  let kept = '';
  let bytes = 0;
  for (const sign of stem) {
    bytes += Buffer.byteLength(sign);
    if (bytes > room) break;
    kept += sign;
  }
  // What stands behind the last dot now was no ending before, and nobody was warned of it.
  return ending === '' ? kept.replaceAll('.', '_') : kept + ending;
}
