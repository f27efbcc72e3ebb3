import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decodeEntities } from '../../../ts/messaging/link-preview/html-entities.ts';
import { scanHead } from '../../../ts/messaging/link-preview/head-scanner.ts';
import { imageTypeOf } from '../../../ts/messaging/link-preview/image-type.ts';
import { summarizePage } from '../../../ts/messaging/link-preview/page-summary.ts';
import { pageText } from '../../../ts/messaging/link-preview/page-text.ts';
import { utf8 } from '../../../ts/util/index.ts';

const PAGE = new URL('https://example.org/dir/page');

function summary(html: string): { readonly title: string | undefined; readonly image: string | undefined } {
  const { title, imageUrl } = summarizePage(html, PAGE);
  return { title, image: imageUrl?.href };
}

describe('what a page says about itself', () => {
  test('is its Open Graph title and picture', () => {
    const html = `<!doctype html><html><head prefix="og: http://ogp.me/ns#">
      <title>Site – Article</title>
      <meta content='Fish &amp; chips' property="og:title">
      <META PROPERTY=og:image CONTENT=/pictures/1.png />
      </head><body><title>not this</title></body>`;
    expect(summary(html)).toEqual({ title: 'Fish & chips', image: 'https://example.org/pictures/1.png' });
  });

  test('else its title and icon', () => {
    const html = `<title>\n  Plain &lt;title&gt;\n</title><link rel="stylesheet" href="x.css"><link rel="shortcut icon" href="icon.ico">`;
    expect(summary(html)).toEqual({ title: 'Plain <title>', image: 'https://example.org/dir/icon.ico' });
  });

  test.each([
    ['og:title with `name`', '<meta name="og:title" content="a">', 'a'],
    ['an empty og:title counts as none', '<title>b</title><meta property="og:title" content=" ">', 'b'],
    ['the first of two', '<meta property="og:title" content="a"><meta property="og:title" content="b">', 'a'],
    ['the first attribute of two', '<meta property="og:title" content="a" content="b">', 'a'],
    ['tags in a script are text', '<script>"<title>no</title>"</script><title>yes</title>', 'yes'],
    ['tags in a comment are not there', '<!-- <title>no</title> --><title>yes</title>', 'yes'],
    ['a comment of nothing', '<!--><title>yes</title>-->', 'yes'],
    ['a quoted > does not end a tag', '<meta data-x="a>b" property="og:title" content="x > y">', 'x > y'],
    ['tags in a title are text', '<title>a <b>c</title>', 'a <b>c'],
    ['slashes and line ends between attributes', '<meta/property="og:title"\n/content="a"/>', 'a'],
    ['control characters', '<title>a\u0000\u0007b\r\nc</title>', 'a b c'],
    ['nothing after the head', '<head></head><title>no</title>', undefined],
    ['nothing in the body', '<body><title>no</title>', undefined],
    ['an open title', '<title>never ends', undefined],
    ['an open comment', '<!-- <title>no</title>', undefined],
    ['an open tag', '<meta property="og:title" content="a', undefined],
    ['no page', 'hello', undefined],
  ])('%s', (_what, html, title) => {
    expect(summary(html).title).toBe(title);
  });

  test('is cut when it is a novel', () => {
    expect([...(summary(`<title>${'😀'.repeat(10_000)}</title>`).title ?? '')]).toHaveLength(300);
  });

  test.each([
    'http://example.org/x.png',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'https://u:p@example.org/',
    'https://',
  ])('has no picture at %s', (url) => {
    expect(summary(`<meta property="og:image" content="${url}">`).image).toBeUndefined();
  });

  test.each([
    ['<'.repeat(500_000)],
    ['<meta '.repeat(80_000)],
    ['<!--'.repeat(120_000)],
    ['<title>'.repeat(70_000)],
    [`<meta ${'a '.repeat(250_000)}`],
    [`<meta ${'a='.repeat(250_000)}>`],
    [`<meta content="${'&amp'.repeat(120_000)}" property="og:title">`],
    [`<a${' '.repeat(500_000)}`],
    ['<meta content=" '.repeat(30_000)],
    ['</head'.repeat(80_000)],
    ['<script></script '.repeat(30_000)],
    [`<title>${'&#'.repeat(250_000)}</title>`],
  ])('a page made to be slow is read in time', (html) => {
    const startedMs = performance.now();
    summarizePage(html, PAGE);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  test('any page is read, and only what was in it is found', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '=',
        '/',
        '<!--',
        '-->',
        '<title>',
        '</title>',
        '<meta ',
        '<link ',
        ' rel="icon"',
      ),
      fc.constantFrom(
        ' property="og:title"',
        ' content="',
        '</head>',
        '<body>',
        '<script>',
        '</script>',
        '&amp;',
        '&#x',
        'x',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        for (const element of scanHead(html)) expect(['title', 'meta', 'link']).toContain(element.name);
        const { title, imageUrl } = summarizePage(html, PAGE);
        expect(title).not.toBe('');
        expect(imageUrl?.protocol ?? 'https:').toBe('https:');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('character references', () => {
  test.each([
    ['&lt;&gt;&amp;&quot;&#39;&apos;', `<>&"''`],
    ['&eacute;&Uuml;&nbsp;&yuml;&hellip;', 'éÜ\u00a0ÿ…'],
    ['&#x1F600;&#128512;', '😀😀'],
    ['&#150;', '–'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
    ['&unknown; &; & &#; &#x;', '&unknown; &; & &#; &#x;'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (text, expected) => {
    expect(decodeEntities(text)).toBe(expected);
  });
});

describe('the encoding of a page', () => {
  const latin1 = Uint8Array.of(...utf8('<title>caf'), 0xe9, ...utf8('</title>'));

  test.each([
    ['its headers', latin1, 'text/html; charset="ISO-8859-1"'],
    ['its declaration', Uint8Array.of(...utf8('<meta charset=windows-1252>'), ...latin1), 'text/html'],
    [
      'its older declaration',
      Uint8Array.of(
        ...utf8('<meta http-equiv="content-type" content="text/html; charset=latin1">'),
        ...latin1,
      ),
      'text/html',
    ],
    ['nothing: UTF-8', utf8('<title>café</title>'), 'text/html'],
    [
      'a byte order mark before all else',
      Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('café')),
      'text/html; charset=latin1',
    ],
    ['a declaration that cannot be true', utf8('<meta charset=utf-16><title>café</title>'), 'text/html'],
    ['a name that nobody knows', utf8('café'), 'text/html; charset=klingon'],
  ])('comes from %s', (_what, bytes, contentType) => {
    expect(pageText(bytes, contentType)).toContain('café');
  });

  test('of a page that was cut in the middle of a letter does no harm', () => {
    expect(pageText(utf8('<title>é</title>é').subarray(0, -1), '')).toContain('<title>é</title>');
  });
});

test('pictures are known by their first bytes', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
  expect(imageTypeOf(png)).toBe('image/png');
  expect(imageTypeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(imageTypeOf(utf8('GIF89a…'))).toBe('image/gif');
  expect(imageTypeOf(utf8('RIFF\u0001\u0002\u0003\u0004WEBPVP8 '))).toBe('image/webp');
  expect(imageTypeOf(Uint8Array.of(0, 0, 1, 0, 1, 0))).toBe('image/x-icon');
  expect(imageTypeOf(utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
  expect(imageTypeOf(png.subarray(0, 7))).toBeUndefined();
  expect(imageTypeOf(new Uint8Array())).toBeUndefined();
});
