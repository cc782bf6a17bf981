import {readFile} from 'node:fs/promises';

/** Ticks a second in /proc: fixed on Linux, whatever the kernel's own rate is. */
const ticksPerSecond = 100;

/** Processor time that a process has used so far, user and system, in ms. */
export async function readCpuMs(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The second field is the name in brackets and may hold anything.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** The most memory that a process has had in use at once, in MB. */
export const readPeakMegabytes = (pid: number | 'self'): Promise<number> => readStatusMegabytes(pid, 'VmHWM');

/** The memory that a process has in use now, in MB. */
export const readMegabytes = (pid: number | 'self'): Promise<number> => readStatusMegabytes(pid, 'VmRSS');

async function readStatusMegabytes(pid: number | 'self', name: 'VmHWM' | 'VmRSS'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}
