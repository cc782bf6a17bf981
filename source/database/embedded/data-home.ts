import {join} from 'node:path';

export type DataHomeSources = {
	readonly uid: number | undefined;
	/** The person's home folder. */
	readonly home: string;
	/** PARLEY_DATA_HOME */
	readonly dataHome: string | undefined;
	/** XDG_DATA_HOME */
	readonly xdgDataHome: string | undefined;
};

/** Where Parley keeps its own data. Root's is outside of /root, which the server's account may not enter. */
export function toDataHome({uid, home, dataHome, xdgDataHome}: DataHomeSources): string {
	if (dataHome !== undefined && dataHome !== '') return dataHome;
	if (uid === 0) return '/var/lib/parley';
	// The XDG rules: a relative path is as good as none.
	if (xdgDataHome?.startsWith('/')) return join(xdgDataHome, 'parley');
	return join(home, '.local/share/parley');
}
