import type {Model, ModelStatic} from 'sequelize';
import type {Finding} from '../../core/finding.js';
import {describeModel, type ColumnDescription, type RelationDescription} from '../describe-model.js';
import type {PresentColumn, PresentRelation, PresentSchema} from './read-schema.js';

/** Tables, views and columns that are missing, of another type, or unknown to Parley: one finding of a sort for each table. */
export const checkColumns = (models: readonly ModelStatic<Model>[], schema: PresentSchema): readonly Finding[] =>
	models.map(describeModel).flatMap(described => {
		const present = schema.get(described.name);
		return present === undefined ? [missing(described)] : compare(described, present);
	});

const missing = ({name}: RelationDescription): Finding => ({
	severity: 'problem',
	subject: name,
	message: 'Does not exist, although its migration was applied.',
	nextStep: 'Find out who dropped it, and restore it from a backup.',
});

function compare({name, columns}: RelationDescription, present: PresentRelation): readonly Finding[] {
	if (name.startsWith('vw_')) return compareView(name, columns, present);
	const found = new Map(present.columns.map(column => [column.name, column]));
	const known = new Set(columns.map(column => column.name));
	const gone = columns.filter(column => !found.has(column.name));
	const retyped = columns.flatMap(column => describeRetyped(column, found.get(column.name)));
	const loose = columns.filter(column => !column.isNullable && found.get(column.name)?.isNullable === true).map(column => column.name);
	const extra = present.columns.filter(column => !known.has(column.name));
	const unusual = {severity: 'unusual', subject: name} as const;
	return [
		...tell({severity: 'problem', subject: name, nextStep: 'Find out who dropped it, and restore it from a backup.'}, gone, list => `Lacks ${list}`),
		...tell(unusual, retyped, list => `Has other types than a fresh installation: ${list}. Values are converted where they fit, and told as bad records where not`),
		...tell(unusual, loose, list => `Allows NULL in ${list}`),
		...tell(unusual, extra.filter(column => !isDemanding(column)), list => `Has columns of its own: ${list}. Parley leaves them alone`),
		...tell({severity: 'problem', subject: name, nextStep: 'Give these columns a default, or allow NULL in them.'}, extra.filter(isDemanding), list => `Demands values that Parley does not know: ${list}`),
	];
}

/** A view cannot be mended column by column: another one of the same name was there and stayed. */
function compareView(name: string, columns: readonly ColumnDescription[], present: PresentRelation): readonly Finding[] {
	const names = (list: readonly {readonly name: string}[]) => list.map(column => column.name).join(', ');
	if (names(columns) === names(present.columns)) return [];
	return [{
		severity: 'unusual',
		subject: name,
		message: 'Is another program\'s, with columns of its own; Parley left it as it is and does not read it.',
		nextStep: `To have Parley's view too, rename that one, then create this one as migrations/…-phase-10-views.js does.`,
	}];
}

const describeRetyped = (expected: ColumnDescription, present: PresentColumn | undefined): readonly string[] =>
	present === undefined || present.type === expected.type ? [] : [`${expected.name} ${present.type} (${expected.type})`];

/** An insert that does not name this column fails. */
const isDemanding = (column: PresentColumn): boolean => !column.isNullable && !column.hasDefault;

/** One finding about all of `items`; none where there are none. */
function tell({severity, subject, nextStep}: Omit<Finding, 'message'>, items: readonly (string | {readonly name: string})[], toText: (list: string) => string): readonly Finding[] {
	if (items.length === 0) return [];
	const list = items.map(item => (typeof item === 'string' ? item : item.name)).join(', ');
	return [{severity, subject, message: `${toText(list)}.`, ...(nextStep === undefined ? {} : {nextStep})}];
}
