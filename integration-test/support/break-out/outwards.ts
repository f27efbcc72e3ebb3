import type { Attempts } from './attempt.ts';

/** Everything that could speak to somebody; who listens knows best whether it did. */
export const OUTWARDS: Attempts = {
  fetch: ({ http }) => fetch(`${http}/fetch`).then(() => true),
  'fetch, nothing to read': ({ http }) => fetch(`${http}/opaque`, { mode: 'no-cors' }).then(() => true),
  'fetch that outlives the page': ({ http }) =>
    fetch(`${http}/keepalive`, { method: 'POST', body: 'x', keepalive: true, mode: 'no-cors' }).then(
      () => true,
    ),
  XMLHttpRequest: ({ http }) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', `${http}/xhr`);
      request.onload = () => resolve(true);
      request.onerror = () => resolve(false);
      request.send();
    }),
  WebSocket: ({ host }) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${host}/socket`);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    }),
  WebTransport: ({ host }) => new WebTransport(`https://${host}/transport`).ready.then(() => true),
  EventSource: ({ http }) =>
    new Promise((resolve) => {
      const source = new EventSource(`${http}/events`);
      source.onopen = () => resolve(true);
      source.onerror = () => resolve(false);
    }),
  // It says that it was queued in any case.
  sendBeacon: ({ http }) => void navigator.sendBeacon(`${http}/beacon`, 'x'),
  'a ping of a link': ({ http }) => {
    const anchor = Object.assign(document.createElement('a'), { href: '#', ping: `${http}/ping` });
    document.body.append(anchor);
    anchor.click();
  },
  ...Object.fromEntries(
    ['img', 'script', 'iframe', 'embed', 'audio', 'video', 'track'].map((tag) => [
      `<${tag}>`,
      `(target) => new Promise((resolve) => {
          const element = document.createElement('${tag}');
          element.onload = element.onloadeddata = () => resolve('${tag}' !== 'iframe' && '${tag}' !== 'embed');
          element.onerror = () => resolve(false);
          element.src = target.http + '/${tag}';
          document.body.append(element);
        })`,
    ]),
  ),
  ...Object.fromEntries(
    [
      'stylesheet',
      'icon',
      'manifest',
      'modulepreload',
      'preload',
      'prefetch',
      'preconnect',
      'dns-prefetch',
    ].map((rel) => [
      `<link rel=${rel}>`,
      `(target) => new Promise((resolve) => {
            const link = document.createElement('link');
            link.rel = '${rel}';
            link.as = '${rel === 'preload' ? 'image' : ''}';
            link.onload = () => resolve(true);
            link.onerror = () => resolve(false);
            link.href = target.http + '/${rel}';
            document.head.append(link);
          })`,
    ]),
  ),
  '<object>': ({ http }) => {
    document.body.append(Object.assign(document.createElement('object'), { data: `${http}/object` }));
  },
  'speculation rules': ({ http }) => {
    const rules = { prefetch: [{ source: 'list', urls: [`${http}/speculation`] }] };
    const script = Object.assign(document.createElement('script'), {
      type: 'speculationrules',
      textContent: JSON.stringify(rules),
    });
    document.head.append(script);
  },
  'a picture of a style': ({ http }) => {
    const element = document.createElement('div');
    element.style.backgroundImage = `url(${http}/background)`;
    element.style.width = element.style.height = '10px';
    document.body.append(element);
  },
  'a picture in SVG': ({ http }) =>
    document.body.insertAdjacentHTML(
      'beforeend',
      `<svg><image href="${http}/svg-image" /><use href="${http}/svg-use#a" /></svg>`,
    ),
  'a poster': ({ http }) => {
    document.body.append(Object.assign(document.createElement('video'), { poster: `${http}/poster` }));
  },
  'a font': ({ http }) => new FontFace('Remote', `url(${http}/font)`).load().then(() => true),
  'import()': ({ http }) => import(`${http}/module`).then(() => true),
  'a worker': ({ http }) =>
    new Promise((resolve) => {
      new Worker(`${http}/worker`).onmessage = () => resolve(true);
    }),
  'a form': ({ http }) => {
    const form = Object.assign(document.createElement('form'), {
      action: `${http}/form`,
      method: 'post',
      target: 'nowhere',
    });
    document.body.append(form);
    form.submit();
  },
  'a notification’s icon': ({ http }) => void new Notification('x', { icon: `${http}/icon` }),
  'a media session’s picture': ({ http }) => {
    navigator.mediaSession.metadata = new MediaMetadata({
      title: 'x',
      artwork: [{ src: `${http}/artwork` }],
    });
  },
  'a handler of a protocol': ({ http }) =>
    navigator.registerProtocolHandler('web+broken', `${http}/handler?%s`),
  // Candidates mean that somebody was asked; a host's own are names of this network, and would tell its address.
  'WebRTC: an address': ({ datagrams, host }) =>
    new Promise((resolve) => {
      const peer = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${datagrams}` },
          { urls: `turn:${datagrams}?transport=udp`, username: 'told', credential: 'x' },
          { urls: `turn:${host}?transport=tcp`, username: 'told', credential: 'x' },
          { urls: `turns:${host}?transport=tcp`, username: 'told', credential: 'x' },
        ],
      });
      peer.onicecandidate = ({ candidate }) => {
        if (candidate !== null && candidate.candidate !== '') resolve(true);
      };
      peer.createDataChannel('x');
      void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    }),
};
