import type {FoundRecord} from '../../../core/found-record.js';
import {entityDefinitions, type EntityType} from '../../../core/entity.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {type KeyList, isLoaded} from '../../store/key-list.js';
import {pluralOf} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatSince} from '../../text/format.js';
import {syncStatusSign} from '../../text/glyphs.js';
import {span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import {widthOf} from '../../text/width.js';

/** Records of one entity type. A name may be a page of text, of which the list shows the start. */
export const recordColumns = (rows: readonly FoundRecord[], entityType: EntityType, now: Date): ReadonlyArray<Column<FoundRecord>> => [
	{title: safe('KEY'), width: 12, grow: 2, most: Math.max(12, ...rows.map(row => widthOf(row.entityId))), cell: row => span(safe(row.entityId), 'strong')},
	{title: safe(entityDefinitions[entityType].labelField.toUpperCase()), width: 12, grow: 3, most: Math.max(12, ...rows.map(row => widthOf(row.label))), cell: row => span(safe(row.label))},
	{title: safe('LINKED TO'), width: 12, grow: 1, most: 30, priority: 2, cell: row => (row.systems.length === 0 ? span(safe('nothing'), 'dim') : span(safe(row.systems.join(', '))))},
	{title: safe('STATE'), width: 10, priority: 1, cell: row => syncStatusSign(row.syncStatus)},
	{title: safe('CHANGED'), width: 7, align: 'right', cell: row => (row.updatedAt === undefined ? span(safe('-'), 'dim') : span(formatSince(row.updatedAt, now)))},
];

/** Why there is no row: a search that has not reached the end goes on by itself. */
export function emptyRecords(list: KeyList<FoundRecord>, entityType: EntityType, text: string | undefined): SafeText {
	if (isLoaded(list) && list.next !== undefined) return safe(`Looking further: none among the first ${list.next} rows…`);
	if (text === undefined) return safe(`There are no ${pluralOf(entityType)} yet: a sync brings them.`);
	return safe(`No ${pluralOf(entityType)} have "${text}" in their key or name, and none has it as its id over there.`);
}
