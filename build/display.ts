export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** True where windows have a screen to appear on. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/** The command that runs a program where windows can be drawn: on the screen, or on a virtual one if there is none. */
export function onDisplay(command: string, args: readonly string[]): Command {
  if (hasDisplay()) return { command, args };
  return { command: 'xvfb-run', args: ['-a', '-s', '-screen 0 1280x900x24', command, ...args] };
}
