// Writes the English word list of recovery passwords into the tree (spec 01 §1.5). It was run once; run it again only
// to prove that the list is what it was.
//
//   node build/word-list.ts

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import mnemonics from 'turtlecoin-mnemonics';

const TARGET = new URL('../ts/account/english-words.ts', import.meta.url);
const SHA256 = '998df55cb16d2318130c5cf7e9d4408247c8c4674935ee6e07d53f2f00ccf19b';
const LINE_CHARACTERS = 100;

const HEAD = `// The English word list of the Monero project's recovery phrases, written by build/word-list.ts.
//
// Copyright (c) 2014-2024, The Monero Project
//
// All rights reserved.
//
// Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
// following conditions are met:
//
// 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
//    disclaimer.
//
// 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
//    following disclaimer in the documentation and/or other materials provided with the distribution.
//
// 3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
//    products derived from this software without specific prior written permission.
//
// THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
// INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
// DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
// SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
// SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
// WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
// OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

/** 1626 words, all different in their first three letters (spec 01 §1.5). */
export const ENGLISH_WORDS: readonly string[] = \`
`;
const TAIL = '`\n  .trim()\n  .split(/\\s+/);\n';

function lines(words: readonly string[]): string[] {
  const filled: string[] = [];
  for (const word of words) {
    const last = filled.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE_CHARACTERS) filled.push(word);
    else filled[filled.length - 1] = `${last} ${word}`;
  }
  return filled;
}

const { words } = (mnemonics.Mnemonics.words as Readonly<Record<'english', { words: readonly string[] }>>)
  .english;
const digest = createHash('sha256').update(words.join('\n')).digest('hex');
if (digest !== SHA256) throw new Error(`The word list has changed: SHA-256 ${digest}`);
writeFileSync(TARGET, `${HEAD}${lines(words).join('\n')}\n${TAIL}`);
