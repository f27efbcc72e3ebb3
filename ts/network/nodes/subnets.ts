// Spec 02 §2.3, §2.9.

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The four numbers of an IPv4 address in dotted form, or undefined. */
export function parseIpv4(ip: string): readonly number[] | undefined {
  const octets = OCTETS.exec(ip)?.slice(1).map(Number);
  return octets?.every((octet) => octet <= 255) === true ? octets : undefined;
}

/** The first `octets` numbers of an address: the /24 it is in for 3, the /16 for 2. */
export function subnet(ip: string, octets: 2 | 3): string {
  return ip.split('.').slice(0, octets).join('.');
}

/** First octet, lowest and highest second octet of what is never a public unicast address (RFC 6890). */
const RESERVED: readonly (readonly [number, number, number])[] = [
  [0, 0, 255],
  [10, 0, 255],
  [100, 64, 127],
  [127, 0, 255],
  [169, 254, 254],
  [172, 16, 31],
  [192, 168, 168],
  [198, 18, 19],
];

/** RFC 5737 documentation networks and 192.0.0.0/24. */
const RESERVED_24: ReadonlySet<string> = new Set(['192.0.0', '192.0.2', '198.51.100', '203.0.113']);

/** Whether a node of a public network can be at `ip`. */
export function isPublicIpv4(ip: string): boolean {
  const octets = parseIpv4(ip);
  if (octets === undefined) return false;
  const [first = 0, second = 0] = octets;
  if (first >= 224 || RESERVED_24.has(subnet(ip, 3))) return false;
  return !RESERVED.some(([a, low, high]) => first === a && second >= low && second <= high);
}
