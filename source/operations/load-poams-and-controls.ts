import type {Stores} from '../core/stores/stores.js';
import type {PoamText} from '../sync/correlate/match-weaknesses.js';
import {isClosedPoam} from './is-closed-poam.js';

/** What weaknesses are matched with: the POA&Ms that the other side has, and the controls of each system by its id. */
export async function loadPoamsAndControls({correlation}: Pick<Stores, 'correlation'>): Promise<{readonly poams: readonly PoamText[]; readonly controls: ReadonlyMap<string, ReadonlySet<string>>}> {
	const [listed, controls] = [await correlation.listPoams(), await correlation.listControls()];
	return {
		poams: listed.map(({status, ...poam}) => ({...poam, isClosed: isClosedPoam(status)})),
		controls: new Map([...Map.groupBy(controls, ({systemId}) => systemId)].map(([systemId, own]) => [systemId, new Set(own.map(({controlId}) => controlId))])),
	};
}
