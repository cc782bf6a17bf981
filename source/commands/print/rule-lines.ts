import {entityDefinitions, type EntityType} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import type {RuleChange} from '../../core/rule-change.js';

export type RuleImport = {readonly systemName: string; readonly entityType: EntityType; readonly changes: readonly RuleChange[]; readonly isSaved: boolean};

/** What differs, line by line: "-" as it was, "+" as it is to be. */
export const toChangeLines = ({systemName, entityType, changes, isSaved}: RuleImport): readonly SafeText[] => {
	const pair = toSafeText(`${systemName} ${entityDefinitions[entityType].plural}`);
	if (changes.length === 0) return [ownText`${pair}: nothing differs.`];
	return [
		...changes.flatMap(({subject, before, after}) => [
			toSafeText(subject),
			...(before === undefined ? [] : [ownText`  - ${formatRule(before)}`]),
			...(after === undefined ? [] : [ownText`  + ${formatRule(after)}`]),
		]),
		isSaved ? ownText`${pair}: saved. The next run takes it up.` : ownText`${pair}: nothing is saved; without --trial it is.`,
	];
};

const formatRule = (value: JsonValue): SafeText => toSafeText(JSON.stringify(value));
