import {createHash} from 'node:crypto';
import {join} from 'node:path';

/** The name of the cluster's superuser, and of the database. */
export const embeddedUser = 'parley';
export const embeddedDatabase = 'parley';
export const embeddedPort = 5432;

/** Where everything of one embedded server is; the same for all processes that name one data home. */
export type EmbeddedLayout = {
	readonly uid: number;
	/** Parley's data folder, as the options name it. */
	readonly dataHome: string;
	/** Where `folder` lies; see findServerHome. */
	readonly home: string;
	/** Holds all below; 0700, owned by the account that the server runs under. */
	readonly folder: string;
	readonly dataFolder: string;
	readonly postmasterFile: string;
	readonly socketFolder: string;
	/** Copies of PostgreSQL's programs, where the server's account may not enter the installed ones' folder. */
	readonly programsFolder: string;
	/** Differs for every cluster: what its lock is called. */
	readonly id: string;
};

// A socket's address holds 104 bytes on macOS, 108 on Linux, each with a zero at the end.
const maxSocketPathBytes = 103;

export type LayoutRequest = {readonly dataHome: string; readonly home: string; readonly uid: number};

export function toLayout({dataHome, home, uid}: LayoutRequest): EmbeddedLayout {
	const folder = join(home, 'postgresql');
	const dataFolder = join(folder, 'data');
	const id = createHash('sha256').update(`${uid}:${folder}`).digest('hex').slice(0, 24);
	const isShort = Buffer.byteLength(socketFile(folder)) <= maxSocketPathBytes;
	return {
		uid, dataHome, home, folder, dataFolder, id,
		postmasterFile: join(dataFolder, 'postmaster.pid'),
		socketFolder: isShort ? folder : join('/tmp', `parley-${id}`),
		programsFolder: join(home, 'programs'),
	};
}

export const socketFile = (socketFolder: string): string => join(socketFolder, `.s.PGSQL.${embeddedPort}`);

/** Understood by psql and by Parley: `postgresql://parley@/parley?host=/home/sam/.local/share/parley/postgresql`. */
export const toUrl = (socketFolder: string, database: string = embeddedDatabase): string =>
	`postgresql://${embeddedUser}@/${database}?host=${encodeURIComponent(socketFolder).replaceAll('%2F', '/')}`;
