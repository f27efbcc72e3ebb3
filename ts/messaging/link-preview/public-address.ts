import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not of the public internet: this host, private, shared, link-local, documentation, tests, multicast, reserved (RFC 6890). */
const FORBIDDEN_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** The one block that public IPv6 addresses are given from… */
const GLOBAL_V6 = ['2000::', 3] as const;
/** …and what in it is not: special purposes with Teredo, documentation, 6to4, documentation again. */
const FORBIDDEN_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;
/** How networks without IPv4 reach it: the address is in the last four bytes (RFC 6052). */
const NAT64 = ['64:ff9b::', 96] as const;
const NAT64_PREFIX = '64:ff9b::';

const forbidden = new BlockList();
for (const [network, prefix] of FORBIDDEN_V4) forbidden.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of FORBIDDEN_V6) forbidden.addSubnet(network, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet(...GLOBAL_V6, 'ipv6');
const nat64 = new BlockList();
nat64.addSubnet(...NAT64, 'ipv6');

/** Names that mean something in this machine or network only (RFC 6761, RFC 6762, RFC 8375, and what routers use). */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion|arpa)\.?$/i;

/**
 * Whether an IP address, as text, is one of the public internet: not of this machine or network, whatever form it comes in (an IPv4
 * address inside an IPv6 one is forbidden, but for the form that networks without IPv4 need). False for anything that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !forbidden.check(address, 'ipv4');
  // A zone after `%` makes an address one of this machine's networks.
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (nat64.check(address, 'ipv6')) return isPublicAddress(embeddedV4(address));
  return global.check(address, 'ipv6') && !forbidden.check(address, 'ipv6');
}

/** Whether a name is looked for outside this machine and network. */
export function isPublicName(hostname: string): boolean {
  return hostname.includes('.') && !LOCAL_NAME.test(hostname);
}

function embeddedV4(address: string): string {
  // A URL writes an address in its shortest form, always in hex.
  const { hostname } = new URL(`http://[${address}]`);
  const groups = hostname.slice(1, -1).replace(NAT64_PREFIX, '').split(':');
  const value = groups.reduce((sum, group) => sum * 0x1_0000 + (Number.parseInt(group, 16) || 0), 0);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
