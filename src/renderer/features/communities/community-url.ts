/** A room of a server with the key of the server, as it is shared; with `https://` left out, too. Spec 05 §1.1. */
const ADDRESS =
  /(?:https?:\/\/)?[a-z0-9.-]{1,253}(?::\d{1,5})?\/(?:r\/)?[\w-]{1,64}\/?\?public_key=(?:[0-9a-f]{64}|[a-z0-9]{52}|[a-z0-9+/]{43}=?)(?![\w+/=&#])/iu;

/** The address of a community anywhere in a text; the client says whether it is a good one. */
export function communityUrlIn(text: string): string | undefined {
  return ADDRESS.exec(text)?.[0];
}

/** Whether an address leads to a community and nowhere else. */
export function isCommunityUrl(url: string): boolean {
  return communityUrlIn(url) === url.trim();
}

/** Of an address, what people need of it: where the room is. */
export function communityPlace({
  serverUrl,
  room,
}: {
  readonly serverUrl: string;
  readonly room: string;
}): string {
  return `${serverUrl.replace(/^https?:\/\//u, '')}/${room}`;
}

/** The name of a server without what browsers need. */
export function serverName(serverUrl: string): string {
  return serverUrl.replace(/^https?:\/\//u, '');
}
