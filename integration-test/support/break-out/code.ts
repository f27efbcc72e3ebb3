/* eslint-disable @typescript-eslint/no-implied-eval -- That is what is tried. */

import type { Attempts } from './attempt.ts';

/** What would make the page a program of this machine. */
export const NODE: Attempts = Object.fromEntries(
  [
    'require',
    'process',
    'module',
    'exports',
    'global',
    'Buffer',
    'setImmediate',
    '__dirname',
    '__filename',
    'ipcRenderer',
    'electron',
    'nodeProcess',
    '__non_webpack_require__',
  ].map((name) => [name, `() => typeof ${name} !== 'undefined'`]),
);

/** Code that is not a file of the bundle. */
export const CODE: Attempts = {
  eval: () => (0, eval)('1 + 1') === 2,
  'new Function': () => (new Function('return true') as () => boolean)(),
  'the constructor of functions': () =>
    (Object.getPrototypeOf(async () => undefined) as { constructor: (text: string) => unknown }).constructor(
      'return true',
    ) !== undefined,
  'a timer with a text': () =>
    new Promise((resolve) => {
      Object.assign(window, { timerRan: resolve });
      (setTimeout as (handler: string) => void)('window.timerRan(true)');
    }),
  'an inline script': () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    return 'inlineRan' in window;
  },
  'an inline module': () =>
    new Promise((resolve) => {
      Object.assign(window, { moduleRan: resolve });
      const script = document.createElement('script');
      script.type = 'module';
      script.textContent = 'window.moduleRan(true)';
      document.head.append(script);
    }),
  'written into the document': () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    Object.assign(window, { written: false });
    frame.contentDocument?.write('<script>parent.written = true</script>');
    return (window as unknown as { written: boolean }).written;
  },
  'an attribute that handles an event': () => {
    const image = document.createElement('div');
    image.setAttribute('onclick', 'window.handlerRan = true');
    document.body.append(image);
    image.click();
    return 'handlerRan' in window;
  },
  'HTML with a handler': () =>
    new Promise((resolve) => {
      Object.assign(window, { htmlRan: resolve });
      document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.htmlRan(true)">');
    }),
  'an inline style': () => {
    const style = document.createElement('style');
    style.textContent = '#broken-out { width: 7px }';
    const element = Object.assign(document.createElement('div'), { id: 'broken-out' });
    document.body.append(style, element);
    return getComputedStyle(element).width === '7px';
  },
  'a style attribute': () => {
    document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="width: 9px">');
    return getComputedStyle(document.querySelector('#styled')!).width === '9px';
  },
  'a script of a data: URL': () =>
    new Promise((resolve) => {
      const script = Object.assign(document.createElement('script'), {
        src: 'data:text/javascript,0',
        onload: () => resolve(true),
      });
      document.head.append(script);
    }),
  'a script of a blob: URL': () =>
    new Promise((resolve) => {
      const script = Object.assign(document.createElement('script'), {
        src: URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' })),
        onload: () => resolve(true),
      });
      document.head.append(script);
    }),
  // As a text, because the compiler would look for such a module.
  'import() of a data: URL': "() => import('data:text/javascript,export default 1').then(() => true)",
  'import() of a blob: URL': () =>
    import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))).then(() => true),
  'a worker of a data: URL': () =>
    new Promise((resolve) => {
      new Worker('data:text/javascript,postMessage(1)').onmessage = () => resolve(true);
    }),
  'a worker of a blob: URL': () =>
    new Promise((resolve) => {
      const url = URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' }));
      new Worker(url).onmessage = () => resolve(true);
    }),
  'a shared worker': () =>
    new Promise((resolve) => {
      const { port } = new SharedWorker('data:text/javascript,onconnect=(e)=>e.ports[0].postMessage(1)');
      port.onmessage = () => resolve(true);
      port.start();
    }),
  'a service worker': () => navigator.serviceWorker.register('./index.html').then(() => true),
  'an audio worklet': () =>
    new OfflineAudioContext(1, 1, 8_000).audioWorklet.addModule('data:text/javascript,0').then(() => true),
  WebAssembly: () => WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)).then(() => true),
  'a frame with a document of its own': () =>
    new Promise((resolve) => {
      Object.assign(window, { framed: resolve });
      const frame = document.createElement('iframe');
      frame.srcdoc = '<script>parent.framed(true)</script>';
      document.body.append(frame);
    }),
  'a frame of a data: URL': () =>
    new Promise((resolve) => {
      window.addEventListener('message', () => resolve(true));
      const frame = document.createElement('iframe');
      frame.src = 'data:text/html,<script>parent.postMessage(1, "*")</script>';
      document.body.append(frame);
    }),
  'eval of an empty frame': () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return (frame.contentWindow as unknown as { eval: (text: string) => number }).eval('1 + 1') === 2;
  },
  'the bridge of an empty frame': () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return 'undertone' in (frame.contentWindow as object);
  },
  'a javascript: URL': () => {
    const anchor = Object.assign(document.createElement('a'), {
      href: 'javascript:void (window.ran = true)',
    });
    document.body.append(anchor);
    anchor.click();
    return new Promise((resolve) => setTimeout(() => resolve('ran' in window), 500));
  },
  'a javascript: URL in a frame': () => {
    const frame = document.createElement('iframe');
    frame.src = 'javascript:void (parent.frameRan = true)';
    document.body.append(frame);
    return new Promise((resolve) => setTimeout(() => resolve('frameRan' in window), 500));
  },
  'a <webview>': () =>
    new Promise((resolve) => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'data:text/html,1');
      view.setAttribute('nodeintegration', '');
      view.addEventListener('dom-ready', () => resolve(true));
      document.body.append(view);
      if ('getWebContentsId' in view) resolve(true);
    }),
  'a base for what is relative': () => {
    document.head.append(Object.assign(document.createElement('base'), { href: 'https://example.com/' }));
    return !document.baseURI.startsWith('app:');
  },
};
