import {envelope} from '../http/envelope.js';
import type {Route} from '../http/route.js';
import type {Instance} from '../instance.js';
import {toWireControl} from '../records/to-wire.js';
import {judgeControl} from '../rules/control-rules.js';
import {readControls} from '../state/queries.js';
import {updateControl} from '../state/write-control.js';
import {findSystem} from './find-system.js';
import {writeItems} from './write-items.js';

export function controlRoutes(instance: Instance): readonly Route[] {
	const path = '/api/systems/:systemId/controls';
	return [
		{method: 'GET', path, handle: async call => {
			const system = await findSystem(instance, call);
			const controls = await readControls(instance.pool, system.systemId, call.query.get('acronyms')?.split(',').map(acronym => acronym.trim()));
			return envelope(controls.length === 0 ? null : controls.map(control => toWireControl(control, system.number, instance.codec)));
		}},
		{method: 'PUT', path, handle: async call => {
			const system = await findSystem(instance, call);
			return writeItems(instance, call, async (hand, item) => {
				const acronym = String(item['acronym'] ?? '');
				const names = {acronym, systemId: system.number};
				const [control] = await readControls(hand.client, system.systemId, [acronym], 'for update of c');
				if (control === undefined) return {names, errors: [acronym === '' ? 'acronym: is required' : 'acronym: is not a control of this system']};
				const {values, errors} = judgeControl(item, control.isInherited);
				if (errors.length === 0) await updateControl(hand, system.systemId, control, values);
				return {names, errors};
			});
		}},
	];
}
