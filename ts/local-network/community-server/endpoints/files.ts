import type { Call } from '../call.ts';
import { invalid, jsonAnswer, notFound } from '../refusal.ts';
import type { Route } from '../router.ts';

/** Files of rooms: plain bytes. Spec 05 §9. */
export const FILE_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/room/:room/file', handle: upload },
  { method: 'GET', path: '/room/:room/file/:id', handle: download },
  { method: 'GET', path: '/room/:room/file/:id/:name', handle: download },
];

function upload(call: Call) {
  const room = call.roomFor('upload');
  const { user, nowMs, request } = call;
  if (request.body.length === 0) throw invalid('There is no file');
  const file = call.community.files.add({
    room: room.token,
    uploader: user,
    content: request.body,
    contentDisposition: request.headers['content-disposition'],
    uploadedMs: nowMs,
  });
  return jsonAnswer({ id: file.id }, 201);
}

function download(call: Call) {
  const room = call.roomFor('read');
  const file = call.community.files.find(room, call.numberParam('id'), call.nowMs);
  if (file === undefined) throw notFound('File');
  const { contentDisposition, uploadedMs, expiresMs, content } = file;
  return {
    code: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': contentDisposition ?? 'attachment',
      date: new Date(uploadedMs).toUTCString(),
      ...(expiresMs === undefined ? {} : { expires: new Date(expiresMs).toUTCString() }),
    },
    body: content,
  };
}
