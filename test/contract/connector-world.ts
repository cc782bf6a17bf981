import type {Connector, ConnectorFactory, ExternalRecord, ListRequest, Page, WriteRequest} from '../../source/core/connector.js';
import type {EntityType} from '../../source/core/entity.js';
import type {Clock} from '../../source/core/process/clock.js';
import {isJsonObject, type JsonValue} from '../../source/core/json.js';
import {recordingContext, type RecordingContext, type SystemParts} from '../support/connector-context.js';

/** The other side of a connector under test, changed as its own people would change it. */
export type TheirSide = {
	/** The external ids of all records, whoever made them. */
	readonly ids: () => Promise<readonly string[]>;
	/** Somebody adds a record; gives its external id. */
	readonly add: () => Promise<string>;
	/** Somebody sets the field that `ConnectorWorld.field` names. */
	readonly set: (externalId: string, value: string | null) => Promise<void>;
	/** Somebody removes the record. */
	readonly remove?: (externalId: string) => Promise<void>;
	/** Makes the record come without the field at all. */
	readonly omit?: (externalId: string) => Promise<void>;
	/** Puts something among the records that cannot be read as one; what it gives takes it away again. */
	readonly spoil?: () => Promise<() => Promise<void>>;
};

export type ConnectorWorld = {
	readonly factory: ConnectorFactory;
	readonly system: SystemParts;
	/** The same system with a login that it refuses. */
	readonly badCredentials: SystemParts;
	/** A system where nobody answers. */
	readonly nobodyThere: SystemParts;
	/** The type of records that the suite works with, at least seven of them; `pageSize` gives three pages or more. */
	readonly entityType: EntityType;
	readonly pageSize: number;
	/** An external field that holds text; dots go down into objects. It takes null and "", and is writable, where `traits` say so. */
	readonly field: string;
	/** The secrets of `system`: they must turn up nowhere. */
	readonly secrets: readonly string[];
	/** What a new record needs, where records can be created. */
	readonly newRecord?: Readonly<Record<string, JsonValue>>;
	readonly their: TheirSide;
	/** For a world with a time of its own. */
	readonly clock?: Clock;
	readonly close: () => Promise<void>;
};

/** What the other system can do, so that the suite asks no more of the connector. */
export type ConnectorTraits = {
	/** Which of `hostileTexts` the field can hold. */
	readonly texts: readonly string[];
	/** Whether reading one record gives all that a list gives, and not only some of its fields. */
	readonly readsWhole: boolean;
	/** Whether of two writers that expect the same only one can win. */
	readonly isWriteAtomic: boolean;
	readonly canHoldNull: boolean;
	readonly canHoldEmpty: boolean;
	readonly canOmit: boolean;
	readonly canSpoil: boolean;
	readonly canRemove: boolean;
	/** Whether reading one record finds nothing once it was removed; else only a list tells. */
	readonly readTellsRemoval: boolean;
	readonly canWrite: boolean;
	readonly canCreate: boolean;
};

export type Opened = {readonly connector: Connector; readonly context: RecordingContext};

export function open({factory, clock}: ConnectorWorld, system: SystemParts): Opened {
	const context = recordingContext(system, clock);
	return {connector: factory.create(context), context};
}

export const never: AbortSignal = new AbortController().signal;

type Listing = {readonly pages: readonly Page[]; readonly records: readonly ExternalRecord[]; readonly last: Page};

/** Reads all pages as the engine does: cursors go through JSON, and `between` runs after each page but the last. */
export async function listAll(connector: Connector, request: Omit<ListRequest, 'signal'>, between: (page: number) => Promise<void> = async () => undefined): Promise<Listing> {
	const pages: Page[] = [];
	let cursor = request.cursor;
	for (;;) {
		const page = await connector.list({...request, ...(cursor === undefined ? {} : {cursor}), signal: never});
		pages.push(page);
		if (page.next === undefined) return {pages, records: pages.flatMap(({records}) => records), last: page};
		cursor = JSON.parse(JSON.stringify(page.next));
		await between(pages.length);
	}
}

/** What a record holds in a field, as a mapping finds it: "tag.Environment" is a key of an object. Undefined: absent. */
export function fieldOf(record: ExternalRecord | undefined, field: string): JsonValue | undefined {
	if (record === undefined) return undefined;
	const [first = '', ...rest] = field.split('.');
	return rest.reduce<JsonValue | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), record.fields[first]);
}

export const idsOf = (records: readonly ExternalRecord[]): readonly string[] => records.map(({externalId}) => externalId).sort();

let markers = 0;

/** A write of one field, with a marker of its own. */
export const update = (world: ConnectorWorld, externalId: string, value: JsonValue, expected: JsonValue): WriteRequest => ({
	entityType: world.entityType, action: 'update', externalId, changes: {[world.field]: value}, expected: {[world.field]: expected},
	marker: newMarker(), signal: never,
});

export const newMarker = (): string => `00000000-0000-4000-8000-${String(++markers).padStart(12, '0')}`;

/** Text that has broken programs before: SQL, shell, JSON, terminals, right-to-left marks, and characters outside the BMP. */
export const hostileTexts: readonly string[] = [
	"'; drop table poams; --", '" or 1=1 --', '$1 $$ ${x} %s {0} \\\\ \\x00', '\u001B[2J\u001B]0;gone\u0007', 'line\r\nline\ttab', '\u202Egnp.exe\u202C \u200B',
	'👩🏽‍🚒 ﷽ ẍ̶̢', '{"a":[1,null]}', '=cmd|\' /C calc\'!A0', ' leading and trailing ', '<script>alert(1)</script>', 'NULL', 'null',
];
