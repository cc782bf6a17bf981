import {join} from 'node:path';
import {closeAll} from '../core/process/close-all.js';
import {systemClock} from '../core/process/system-clock.js';
import {createOrganization, type Organization} from '../simulator/organization.js';
import {startTenableSimulator, type TenableSimulator} from '../simulator/tenable/start-tenable-simulator.js';
import {startXactaSimulator, type XactaSimulator} from '../simulator/xacta/start-xacta-simulator.js';
import {demoXactaDatabase} from './demo-databases.js';

export type Simulators = {
	readonly organization: Organization;
	readonly tenable: TenableSimulator;
	readonly xacta: XactaSimulator;
	readonly close: () => Promise<void>;
};

export type SimulatorsOptions = {
	readonly serverUrl: string;
	readonly dataHome: string;
	readonly seed: number;
	/** The moment around which the organization's dates lie: the same at every start on the same data. */
	readonly now: Date;
	readonly isFresh: boolean;
};

/** The file in which the simulated Tenable keeps what people did there. */
export const tenableJournal = (dataHome: string): string => join(dataHome, 'demo-tenable.jsonl');

/** Starts both simulated systems with one organization behind them. */
export async function startSimulators({serverUrl, dataHome, seed, now, isFresh}: SimulatorsOptions): Promise<Simulators> {
	const organization = createOrganization({seed, now});
	const tenable = await startTenableSimulator({organization, journal: tenableJournal(dataHome)});
	try {
		const xacta = await startXactaSimulator({organization, databaseUrl: serverUrl, database: demoXactaDatabase, seed, clock: systemClock, isFresh});
		return {
			organization, tenable, xacta,
			close: () => closeAll([xacta.close, tenable.close]),
		};
	} catch (error) {
		await tenable.close();
		throw error;
	}
}
