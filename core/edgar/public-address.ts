import { lookup as dnsLookup, type LookupOptions } from 'node:dns';
import { BlockList, isIPv6 } from 'node:net';
import { ParsingError } from '../errors.ts';

const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6');

/** IPv4 mapped into IPv6 is judged as the IPv4 address that it is. Source: the IANA special-purpose address registries. */
export const isPublicAddress = (address: string): boolean => !notPublic.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

type Callback = (error: Error | null, address: string | { address: string; family: number }[], family?: number) => void;

/** `dns.lookup` that refuses private addresses. The socket connects to what it returns, so a second answer cannot slip in between. */
export function publicLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => !isPublicAddress(address)))
      return callback(new ParsingError('FETCH_REJECTED', 'The host name leads to an address that is not public.', { hostname }), []);
    const first = addresses[0];
    if (options.all || !first) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
}
