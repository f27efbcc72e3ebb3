import { AppError } from '../app-error.ts';

/** A link that is not given to the operating system. */
export class LinkError extends AppError<'url-not-allowed'> {}

/** The address to hand to the browser. @throws {LinkError} for everything but http and https, and for hidden credentials. */
export function externalUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new LinkError('url-not-allowed');
  }
  return url.href;
}
