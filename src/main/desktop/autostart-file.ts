export interface AutostartEntry {
  readonly name: string;
  /** The program, absolute. */
  readonly program: string;
  readonly args: readonly string[];
}

/** A file for `~/.config/autostart`, as the Desktop Entry Specification has it. */
export function autostartFile({ name, program, args }: AutostartEntry): string {
  const command = [program, ...args].map(quoted).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escapedValue(name)}`,
    `Exec=${escapedValue(command)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** An argument of a command: quoted, its field codes without effect. */
function quoted(arg: string): string {
  return `"${arg.replace(/["`$\\]/g, '\\$&').replace(/%/g, '%%')}"`;
}

/** A value of a file: what it would be read as must survive. */
function escapedValue(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r');
}
