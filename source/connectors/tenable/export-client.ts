import type {JsonObject} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import type {ArrayElement} from '../http/array-reader.js';
import {json, jsonArray, nothing, type JsonArray} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import {findDuplicateExport} from './duplicate-export.js';
import {isSameExport} from './same-filters.js';
import {parseExportList, parseStarted, parseStatus, type ExportKind, type ExportStatus, type ListedExport} from './wire.js';

/** What is asked of an export. */
export type ExportRequest = {
	readonly kind: ExportKind;
	/** Where it is started; all that follows is at the places of its kind, whatever its version. */
	readonly startPath: string;
	/** For messages: "assets", "deleted assets". */
	readonly what: string;
	/** Beside the filters. */
	readonly settings: JsonObject;
	readonly filters: JsonObject;
};

export type StartedExport = {
	readonly id: string;
	/** A time by Tenable's clock at which the export had not begun: every later change is still to be asked for. */
	readonly notBefore: Date;
};

export type ChunkAddress = {readonly kind: ExportKind; readonly exportId: string; readonly chunk: number};

/** The endpoints of exports. All failures are AppErrors. */
export type ExportClient = {
	/** Starts the export, or adopts the one by the same filters that is already running. */
	readonly start: (request: ExportRequest, signal: AbortSignal) => Promise<StartedExport>;
	/** Undefined: Tenable does not know the export any more. */
	readonly status: (kind: ExportKind, id: string, signal: AbortSignal) => Promise<ExportStatus | undefined>;
	/** `take` is what is kept of each element. */
	readonly chunk: <Item>(address: ChunkAddress, take: (element: ArrayElement) => Item, signal: AbortSignal) => Promise<JsonArray<Item>>;
	readonly cancel: (kind: ExportKind, id: string, signal: AbortSignal) => Promise<void>;
	/** The export in the list of exports, which tells more than its status. */
	readonly find: (kind: ExportKind, id: string, signal: AbortSignal) => Promise<ListedExport | undefined>;
};

/** Exports expire after this time: one that runs cannot be older. */
const longestLifeMs = 86_400_000;

type Start = {readonly id: string; readonly isAdopted: boolean};

export function createExportClient(http: HttpClient, systemName: string): ExportClient {
	const find: ExportClient['find'] = async (kind, id, signal) => {
		const {value} = await http.send({method: 'GET', path: `${kind}/export/status`, purpose: `list the exports of ${kind}`, reader: json(parseExportList), signal});
		return value.find(entry => entry.uuid === id);
	};

	return {
		find,
		async start(request, signal) {
			const {kind, startPath, settings, filters} = request;
			const {value: {id, isAdopted}, sentAt} = await http.send<Start>({
				method: 'POST',
				path: startPath,
				json: Object.keys(filters).length === 0 ? settings : {...settings, filters},
				purpose: `start the export of ${request.what}`,
				reader: json(body => ({id: parseStarted(body), isAdopted: false})),
				// Twice is as good as once: the second request is told of the job that the first one started.
				isRepeatable: true,
				recover(failure) {
					const duplicate = findDuplicateExport(failure);
					return duplicate === undefined ? undefined : {id: duplicate, isAdopted: true};
				},
				signal,
			});
			if (!isAdopted) return {id, notBefore: sentAt};
			const running = await find(kind, id, signal);
			if (running?.filters !== undefined && !isSameExport(filters, running.filters)) throw otherExport(systemName, request.what, id);
			return {id, notBefore: running?.createdAt ?? new Date(sentAt.getTime() - longestLifeMs)};
		},
		async status(kind, id, signal) {
			const {value} = await http.send<ExportStatus | 'gone'>({
				method: 'GET', path: `${kind}/export/${id}/status`, purpose: `tell how export ${id} stands`,
				reader: json(parseStatus), recover: ({status}) => (status === 404 ? 'gone' : undefined), signal,
			});
			return value === 'gone' ? undefined : value;
		},
		async chunk({kind, exportId: id, chunk}, take, signal) {
			const {value} = await http.send({
				method: 'GET', path: `${kind}/export/${id}/chunks/${chunk}`, purpose: `download chunk ${chunk} of export ${id}`,
				reader: jsonArray(['application/json', 'application/octet-stream'], take), signal,
			});
			return value;
		},
		async cancel(kind, id, signal) {
			await http.send({method: 'POST', path: `${kind}/export/${id}/cancel`, purpose: `cancel export ${id}`, reader: nothing(), isRepeatable: true, signal});
		},
	};
}

function otherExport(systemName: string, what: string, id: string): AppError {
	return new AppError({
		code: 'EXTERNAL_REJECTED',
		message: `${systemName} could not start the export of ${what}: export ${id}, which somebody else asked for by other filters, is in the way.`,
		nextStep: 'Run the sync again when that export has ended. One Tenable user for each integration avoids this.',
		isRetryable: true,
	});
}
