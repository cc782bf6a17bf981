import {lookup as systemLookup, type LookupAddress, type LookupOptions} from 'node:dns';
import {BlockList, isIP, type LookupFunction} from 'node:net';

type Resolve = (hostname: string, options: LookupOptions & {readonly all: true}, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** Where no system of an organization lives: this machine itself, and the address of cloud metadata services. */
const inner = new BlockList();
inner.addSubnet('127.0.0.0', 8, 'ipv4');
inner.addSubnet('0.0.0.0', 8, 'ipv4');
inner.addSubnet('169.254.0.0', 16, 'ipv4');
inner.addAddress('::1', 'ipv6');
inner.addAddress('::', 'ipv6');
inner.addSubnet('fe80::', 10, 'ipv6');

const isInner = (address: string): boolean => inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A name that says itself that it is this machine may resolve to it. */
const isLocalName = (hostname: string): boolean => /(?:^|\.)localhost\.?$/i.test(hostname);

/**
 * A resolver for the sockets of a transport. It refuses a name that resolves to this machine or to a link-local address,
 * as it would after a DNS rebinding, and the socket connects to the very address that was checked.
 */
export function createGuardedLookup(resolve: Resolve = systemLookup): LookupFunction {
	return (hostname, options, done) => {
		resolve(hostname, {...options, all: true}, (error, addresses) => {
			if (error) {
				done(error, '', 0);
				return;
			}

			const refused = isLocalName(hostname) ? undefined : addresses.find(({address}) => isInner(address));
			const [first] = addresses;
			if (refused !== undefined || first === undefined) {
				const detail = refused === undefined ? `${hostname} has no address` : `${hostname} resolves to ${refused.address}`;
				done(Object.assign(new Error(detail), {code: refused === undefined ? 'ENOTFOUND' : 'ADDRESS_REFUSED'}), '', 0);
				return;
			}

			if (options.all) done(null, addresses);
			else done(null, first.address, first.family);
		});
	};
}
