import pg from 'pg';
import type {JsonValue} from '../../core/json.js';

type Parser = (text: string) => JsonValue;

const types = pg.types.builtins;
// The driver has no names for the types of arrays.
const textArray = 1009 as typeof types.TEXT;
const varcharArray = 1015;

const asText: Parser = text => text;

/** "NaN" and "Infinity" are no JSON numbers. */
const toFloat: Parser = text => (Number.isFinite(Number(text)) ? Number(text) : text);

/** A number where a JSON number holds all its digits, else the digits. */
const toNumber: Parser = text => (text.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? toFloat(text) : text);

/** Sessions run in UTC, so both kinds of timestamp come as UTC. What no ISO text of our kind can say stays as it came. */
const toIsoTime: Parser = text => {
	const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?$/.exec(text);
	if (match === null) return text;
	return new Date(`${text.slice(0, 10)}T${match[4]}Z`).toISOString();
};

const toJson: Parser = text => JSON.parse(text) as JsonValue;

const parseTextArray: (text: string) => readonly (string | null)[] = pg.types.getTypeParser(textArray, 'text');

const toTextList: Parser = text => parseTextArray(text);

const parsers: Readonly<Record<number, Parser>> = {
	[types.BOOL]: text => text === 't',
	[types.INT2]: Number,
	[types.INT4]: Number,
	[types.INT8]: asText,
	[types.FLOAT4]: toFloat,
	[types.FLOAT8]: toFloat,
	[types.NUMERIC]: toNumber,
	[types.DATE]: asText,
	[types.TIMESTAMP]: toIsoTime,
	[types.TIMESTAMPTZ]: toIsoTime,
	[types.JSON]: toJson,
	[types.JSONB]: toJson,
	[textArray]: toTextList,
	[varcharArray]: toTextList,
};

/** How a column of PostgreSQL becomes a JSON value; a type that is not named here stays the server's own text. */
export const parsePostgresValue = (typeId: number, text: string): JsonValue => (parsers[typeId] ?? asText)(text);
