import {embeddedPort} from './layout.js';

/**
 * A small server that loses nothing. They are passed at each start, so they follow the version of Parley and not the
 * day on which the cluster was made.
 */
export const toServerFlags = (socketFolder: string): readonly string[] =>
	Object.entries({...settings, unix_socket_directories: socketFolder, port: embeddedPort}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const settings = {
	cluster_name: 'parley',
	// No TCP: whoever may enter the socket's folder is let in, and nobody else finds a door.
	listen_addresses: '',
	unix_socket_permissions: '0700',
	TimeZone: 'UTC',
	log_timezone: 'UTC',
	max_connections: 100,
	shared_buffers: '128MB',
	work_mem: '16MB',
	maintenance_work_mem: '128MB',
	random_page_cost: 1.1,
	// Every acknowledged commit is on the disk.
	fsync: 'on',
	synchronous_commit: 'on',
	full_page_writes: 'on',
	max_wal_size: '2GB',
	// Where systemd removes a person's shared memory at logout, files in the data folder stay.
	dynamic_shared_memory_type: 'mmap',
	// Loaded once here, so that triggers go on working while "npm ci" replaces the files under a running server.
	shared_preload_libraries: 'plpgsql',
	// One file per weekday, written over after a week: the log cannot fill the disk.
	logging_collector: 'on',
	log_filename: 'postgresql-%a.log',
	log_truncate_on_rotation: 'on',
	log_rotation_age: '1d',
	log_rotation_size: 0,
	log_line_prefix: '%m [%p] %a ',
};
