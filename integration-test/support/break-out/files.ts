import type { Attempts } from './attempt.ts';

/** Files of this machine by their addresses. */
export const FILES: Attempts = {
  fetch: ({ file }) => fetch(file).then(() => true),
  'fetch, nothing to read': ({ file }) => fetch(file, { mode: 'no-cors' }).then(() => true),
  XMLHttpRequest: ({ file }) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', file);
      request.onload = () => resolve(true);
      request.onerror = () => resolve(false);
      request.send();
    }),
  ...Object.fromEntries(
    ['script', 'img', 'audio', 'embed'].map((tag) => [
      `<${tag}>`,
      `(target) => new Promise((resolve) => {
          const element = document.createElement('${tag}');
          element.onload = element.onloadeddata = () => resolve('${tag}' !== 'embed');
          element.onerror = () => resolve(false);
          element.src = target.file;
          document.body.append(element);
          setTimeout(() => resolve('intruded' in window), 1000);
        })`,
    ]),
  ),
  '<link>': ({ file }) =>
    new Promise((resolve) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file });
      link.onload = () => resolve(true);
      link.onerror = () => resolve(false);
      document.head.append(link);
    }),
  '<iframe>': ({ file }) =>
    new Promise((resolve) => {
      const frame = Object.assign(document.createElement('iframe'), { src: file });
      // What was refused is a page of another origin, too; what was loaded is one that says so.
      frame.onload = () => resolve(frame.contentDocument?.body.innerText.includes('intruded') ?? false);
      document.body.append(frame);
    }),
  'import()': ({ file }) => import(file).then(() => true),
  'a worker': ({ file }) =>
    new Promise((resolve) => {
      new Worker(file).onmessage = () => resolve(true);
    }),
  'a file that nobody chose': () =>
    (window as unknown as { showOpenFilePicker: () => Promise<unknown> })
      .showOpenFilePicker()
      .then(() => true),
  'a folder that nobody chose': () =>
    (window as unknown as { showDirectoryPicker: () => Promise<unknown> })
      .showDirectoryPicker()
      .then(() => true),
  'a file system of old': () =>
    new Promise((resolve) => {
      const { webkitResolveLocalFileSystemURL: find } = window as unknown as {
        webkitResolveLocalFileSystemURL: (url: string, found: () => void, lost: () => void) => void;
      };
      find(
        'file:///',
        () => resolve(true),
        () => resolve(false),
      );
    }),
};

/** Ways past the folder of the bundle, and past what a page may see of the engine. */
export const OWN_SCHEMES: readonly string[] = [
  'app://bundle/',
  'app://bundle/assets',
  'app://bundle/assets/',
  'app://bundle/.',
  'app://bundle/../main/index.cjs',
  'app://bundle/..%2fmain%2findex.cjs',
  'app://bundle/%2e%2e/main/index.cjs',
  'app://bundle/%2e%2e%2fmain/bundled-nodes.json',
  'app://bundle/..%5c..%5cpackage.json',
  'app://bundle/assets/..%2f..%2fmain/bundled-nodes.json',
  'app://bundle/assets/%252e%252e/%252e%252e/main/bundled-nodes.json',
  'app://bundle/....//main/bundled-nodes.json',
  'app://bundle//etc/passwd',
  'app://bundle///etc/hosts.json',
  'app://bundle/%2fetc%2fpasswd',
  'app://bundle/C:/index.html',
  'app://bundle/index.html%00',
  'app://bundle/index.html%00.js',
  'app://bundle/index.html/',
  'app://bundle/index.html/../../main/bundled-nodes.json',
  'app://bundle/%ff',
  'app://bundle/INDEX.HTML',
  'app://bundle/index.js.map',
  'app://other/index.html',
  'app://bundle.example/index.html',
  'media://attachment/',
  'media://attachment/1',
  'media://attachment/x/1',
  'media://attachment/../1',
  'media://avatar/x/05',
  'media://store/x/1',
  'media://bundle/index.html',
];
