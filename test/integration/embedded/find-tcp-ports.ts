import {existsSync, readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {hasCode} from '../../../source/database/embedded/has-code.js';

/** The TCP ports on which a process listens, by the kernel's own tables. */
export function findTcpPorts(pid: number): readonly number[] {
	const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map(fd => /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))?.[1]));
	return ['tcp', 'tcp6'].map(name => `/proc/${pid}/net/${name}`).filter(file => existsSync(file)).flatMap(file =>
		readFileSync(file, 'utf8').trim().split('\n').slice(1).map(line => line.trim().split(/\s+/))
			.filter(fields => sockets.has(fields[9]))
			.map(fields => Number.parseInt(fields[1]?.split(':')[1] ?? '', 16)));
}

/** Nothing where the process has closed it since its descriptors were listed. */
function readLink(path: string): string {
	try {
		return readlinkSync(path);
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) throw error;
		return '';
	}
}
