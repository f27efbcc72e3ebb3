import type { Attempts } from './attempt.ts';

/** What would leave the page, or open another one. Each may take the page away, so they are made one by one. */
export const ELSEWHERE: Attempts = {
  'window.open, a web site': ({ http }) => window.open(`${http}/open`) !== null,
  'window.open, a file': ({ file }) => window.open(file) !== null,
  'window.open, an empty page': () => window.open('about:blank') !== null,
  'window.open, a script': () => window.open('javascript:void 0') !== null,
  'window.open, a page of its own': () =>
    window.open(URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))) !== null,
  'window.open, our page': () => window.open('app://bundle/index.html') !== null,
  'window.open, here': ({ http }) => void window.open(`${http}/self`, '_self'),
  'window.open with noopener': ({ http }) => void window.open(`${http}/noopener`, '_blank', 'noopener'),
  location: ({ http }) => void (window.location.href = `${http}/location`),
  'location, a file': ({ file }) => void (window.location.href = file),
  'location, data:': () => void (window.location.href = 'data:text/html,elsewhere'),
  'location, blob:': () => {
    window.location.href = URL.createObjectURL(new Blob(['elsewhere'], { type: 'text/html' }));
  },
  'location, an attachment': () => void (window.location.href = 'media://attachment/x/1'),
  'location, inside Chromium': () => void (window.location.href = 'chrome://gpu'),
  'location, a crash': () => void (window.location.href = 'chrome://crash'),
  'location, the tools': () => void (window.location.href = 'devtools://devtools/bundled/inspector.html'),
  'location, the source': () => void (window.location.href = 'view-source:app://bundle/index.html'),
  'location, another program': () => void (window.location.href = 'mailto:a@example.com'),
  'location, our own links': () => void (window.location.href = 'session:x'),
  'location, another host of ours': () => void (window.location.href = 'app://other/index.html'),
  'location.replace': ({ http }) => window.location.replace(`${http}/replace`),
  'the navigation interface': ({ http }) =>
    void (window as unknown as { navigation: { navigate: (url: string) => void } }).navigation.navigate(
      `${http}/navigation`,
    ),
  'a link': ({ http }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `${http}/anchor` });
    document.body.append(anchor);
    anchor.click();
  },
  'a link to a new window': ({ http }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `${http}/blank`, target: '_blank' });
    document.body.append(anchor);
    anchor.click();
  },
  'a download': ({ http }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `${http}/download`, download: 'x' });
    document.body.append(anchor);
    anchor.click();
  },
  'a download of its own': () => {
    const href = URL.createObjectURL(new Blob(['x']));
    const anchor = Object.assign(document.createElement('a'), { href, download: 'x.desktop' });
    document.body.append(anchor);
    anchor.click();
  },
  'a refresh': ({ http }) => {
    const meta = Object.assign(document.createElement('meta'), { content: `0;url=${http}/refresh` });
    meta.setAttribute('http-equiv', 'refresh');
    document.head.append(meta);
  },
  'a form that asks': ({ http }) => {
    const form = Object.assign(document.createElement('form'), { action: `${http}/get-form` });
    document.body.append(form);
    form.submit();
  },
  'a form that posts': ({ http }) => {
    const form = Object.assign(document.createElement('form'), { action: `${http}/post`, method: 'post' });
    document.body.append(form);
    form.requestSubmit();
  },
  'the address without the page': ({ http }) => {
    window.history.pushState({}, '', `${http}/history`);
    return true;
  },
  'a frame that leads the page away': ({ http }) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const anchor = Object.assign(document.createElement('a'), { href: `${http}/top`, target: '_top' });
    frame.contentDocument?.body.append(anchor);
    anchor.click();
  },
};
