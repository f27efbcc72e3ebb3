// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';

import { Mark } from '../../src/renderer/ui/index.ts';

afterEach(cleanup);

const html = readFileSync(join(import.meta.dirname, '../../src/renderer/index.html'), 'utf8');
const body = html.slice(html.indexOf('<body>'));

test('the page shows the mark of the app before the app has drawn anything', () => {
  const page = new DOMParser().parseFromString(body, 'text/html');
  const drawn = render(<Mark size={72} />).container;
  const attributes = ['d', 'stroke-width', 'opacity'];
  const pathsOf = (root: ParentNode): readonly (string | null)[][] =>
    [...root.querySelectorAll('path')].map((path) => attributes.map((name) => path.getAttribute(name)));
  expect(pathsOf(page.querySelector('#root > #first-picture')!)).toEqual(pathsOf(drawn));
  expect(pathsOf(drawn)).toHaveLength(3);
});
