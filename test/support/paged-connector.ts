import type {Connector, ExternalRecord} from '../../source/core/connector.js';

/** Another side whose listing of all its POA&Ms has these pages. `onPage` is waited for before the page of that number is given. */
export const createPagedConnector = (pages: readonly (readonly ExternalRecord[])[], onPage: (page: number) => Promise<unknown> = () => Promise.resolve()): Connector => ({
	name: 'outside',
	capabilities: {entities: {poam: {changes: 'full-read', canDetectDeletes: true, writableFields: [], canCreate: false, compareAndSet: 'none'}}},
	check: () => Promise.resolve({description: 'here'}),
	list: async ({cursor}) => {
		const page = Number(cursor?.['page'] ?? 0);
		await onPage(page);
		return {records: pages[page] ?? [], unreadable: [], ...(page + 1 < pages.length ? {next: {page: page + 1}} : {watermark: {at: 1}})};
	},
	read: () => Promise.resolve(undefined),
	write: () => Promise.reject(new Error('Nothing is written in this test.')),
	close: () => Promise.resolve(),
});
