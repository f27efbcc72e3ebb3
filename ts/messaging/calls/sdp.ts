const LINE_END = /\r?\n/;
const OPUS_PARAMETERS = 'a=fmtp:111 ';
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

/**
 * The offer that is sent, made of the one that the media layer uses: audio at a constant bit rate and without its level in the
 * headers, because both would tell an eavesdropper who speaks when. Lines end with `\n` (spec 04 §6.1). An answer is sent unchanged.
 */
export function offerToSend(sdp: string): string {
  return sdp
    .split(LINE_END)
    .filter((line) => !line.includes(AUDIO_LEVEL))
    .map(withConstantBitRate)
    .join('\n');
}

function withConstantBitRate(line: string): string {
  if (!line.startsWith(OPUS_PARAMETERS)) return line;
  const [first = ''] = line.split(';', 1);
  return `${first};cbr=1`;
}
