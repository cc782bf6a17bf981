import type {Connector, ExternalRecord} from '../../source/core/connector.js';

/** A connector that has each record read while it lists it, and leaves out what the reader knows. */
export const readWhileListed = (connector: Connector): Connector => ({...connector, list: async request => {
	const page = await connector.list(request);
	const readRecord = await request.read;
	const known: string[] = [];
	const records: ExternalRecord[] = [];
	for (const record of page.records) {
		const read = readRecord?.(record);
		if (read !== undefined && 'linkId' in read) known.push(read.linkId);
		else records.push(read === undefined ? record : {...record, read});
	}
	return {...page, records, known};
}});
