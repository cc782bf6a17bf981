import type {DatabaseStatus} from '../../core/database-tools.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';

/** The state of the database in words, one line for each fact. */
export function toStatusLines(status: DatabaseStatus): readonly SafeText[] {
	const {isRunning, kind, address, serverVersion, pid, dataFolder} = status;
	const server = kind === 'embedded' ? ownText`embedded PostgreSQL` : ownText`PostgreSQL`;
	return [
		isRunning ? ownText`● ${server} ${toSafeText(serverVersion ?? '')} answers: ${toSafeText(address)}` : ownText`◌ ${server} is not running: ${toSafeText(address)}`,
		...(pid === undefined ? [] : [ownText`  process ${pid}`]),
		...(dataFolder === undefined ? [] : [ownText`  data in ${toSafeText(dataFolder)}`]),
		...(isRunning ? toSchemaLines(status) : [ownText`  Next: parley db start; a command that needs it starts it too`]),
	];
}

function toSchemaLines({kind, migrations, unknownMigrations}: DatabaseStatus): readonly SafeText[] {
	const pending = migrations.filter(({isApplied}) => !isApplied);
	if (unknownMigrations.length > 0) return [ownText`✖ the schema is newer than this Parley: ${toSafeText(unknownMigrations.join(', '))}`];
	if (pending.length === 0) return [ownText`● all ${migrations.length} migrations are applied`];
	if (pending.length === migrations.length) {
		return [kind === 'embedded' ? ownText`◌ it is empty: the first command that needs it makes its tables` : ownText`▲ none of ${migrations.length} migrations is applied; "parley db migrate" applies them`];
	}
	const isOne = pending.length === 1;
	return [
		ownText`▲ ${pending.length} of ${migrations.length} migrations ${isOne ? ownText`is` : ownText`are`} pending; "parley db migrate" applies ${isOne ? ownText`it` : ownText`them`}`,
		...pending.map(({name}) => ownText`  ${toSafeText(name)}`),
	];
}

/** Reachable, with the schema that this Parley needs. */
export const isReady = ({isRunning, migrations, unknownMigrations}: DatabaseStatus): boolean =>
	isRunning && unknownMigrations.length === 0 && migrations.every(({isApplied}) => isApplied);
