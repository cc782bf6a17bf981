import {groupKeys, type GroupKey} from '../../core/conflict-group.js';
import {joinSafe, noText, safe} from '../text/safe.js';
import {groupWord} from '../store/words.js';
import type {Binding} from './binding.js';

const keys: Readonly<Record<GroupKey, string>> = {field: 'f', system: 's', entity: 'e', reason: 'r', assignee: 'a', severity: 'v', age: 'o'};

/** On the screens that count conflicts: by what. */
export const groupBinding: Binding = {
	id: 'conflicts.group', keys: ['b'], label: 'by…', footer: 17,
	help: 'Count what waits by cause, field, system, entity type, reason, assignee, severity or age.',
	run: ({state: {route}, dispatch}) => {
		if (route.screen !== 'causes' && route.screen !== 'groups') return;
		const {filter} = route;
		dispatch({type: 'overlay/opened', overlay: {
			kind: 'choice', title: safe('Count what waits by'), hint: noText,
			options: [
				{key: 'c', text: safe('cause: system, entity type, field and reason'), action: {type: 'route/opened', route: {screen: 'causes', filter}}},
				...groupKeys.map(by => ({
					key: keys[by], text: joinSafe([groupWord(by), safe(by === 'age' ? ', how old they are' : '')]), action: {type: 'route/opened', route: {screen: 'groups', by, filter}} as const,
				})),
			],
		}});
	},
};
