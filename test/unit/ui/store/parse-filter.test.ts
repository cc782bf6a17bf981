import {expect, test} from 'vitest';
import {parseFilter} from '../../../../source/ui/store/parse-filter.js';
import {tellFilter} from '../../../../source/ui/store/words.js';

const systems = [{externalSystemId: 1, systemName: 'Tenable.io'}, {externalSystemId: 2, systemName: 'Xacta 360'}];
const parse = (typed: string) => parseFilter(typed, systems);

test('what has no name is text', () => expect(parse('kernel vuln')).toEqual({filter: {status: 'pending', text: 'kernel vuln'}}));

test('names narrow it down', () => {
	expect(parse('system:"Xacta 360" entity:poams field:poc reason:both_changed assigned:sam edge')).toEqual({
		filter: {status: 'pending', externalSystemId: 2, entityType: 'poam', fieldName: 'poc', reason: 'both_changed', assignedTo: 'sam', text: 'edge'},
	});
});

test('a system is found by part of its name', () => expect(parse('system:xacta')).toEqual({filter: {status: 'pending', externalSystemId: 2}}));
test('conflicts that no longer wait are found by their status', () => expect(parse('status:ignored edge')).toEqual({filter: {status: 'ignored', text: 'edge'}}));
test('the record as a whole is a field too', () => expect(parse('field:(record)')).toEqual({filter: {status: 'pending', fieldName: null}}));

test.each([
	['system:nessus', 'No system is called "nessus". There are: Tenable.io, Xacta 360.'],
	['entity:host', '"host" is no entity type. There are: asset, vulnerability, system, control, poam.'],
	['owner:sam', '"owner:" filters nothing. There are: system, entity, field, reason, assigned, status.'],
])('%s is refused with what there is', (typed, problem) => expect(parse(typed)).toEqual({problem}));

test('a filter that is shown can be typed again', () => {
	const parsed = parse('system:"Xacta 360" entity:poam field:(record) reason:modify_delete edge proxies');
	if ('problem' in parsed) throw new Error(parsed.problem);
	expect(parse(tellFilter(parsed.filter, 'Xacta 360'))).toEqual(parsed);
});
