import type {PoamProposal} from '../../../source/core/poam-proposal.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {PoamProposals} from '../../../source/operations/propose-poams.js';
import type {Ask} from './ask.js';
import type {MemoryWorld} from './memory-world.js';

export function sampleProposals(now: Date): readonly PoamProposal[] {
	const firstFound = new Date(now.getTime() - 40 * 86_400_000);
	const weakness = (pluginId: string, pluginName: string, severity: number, hosts: readonly string[], refusals: readonly string[] = []): PoamProposal => ({
		key: `SYS-1:${pluginId}`, systemId: 'SYS-1', pluginId, pluginName, severity, hosts, firstFound, refusals,
		fields: {system_id: 'SYS-1', status: 'ongoing', risk_rating: 'high', security_control: 'SI-2', scheduled_completion: '2026-12-21', weakness_description: `${pluginName}. Install the update.`},
		changes: {system_id: 'SYS-1', poam_status: 'ongoing', control_id: 'SI-2'},
	});
	return [
		weakness('155999', 'Apache Log4j remote code execution', 4, ['web-01', 'web-02', 'db-01']),
		weakness('104743', 'TLS 1.0 is offered', 2, ['web-01']),
		weakness('51192', 'SSL certificate cannot be trusted', 2, ['mail-01'], ['No control of this system takes it.']),
	];
}

/** POA&Ms of findings: each that is made is proposed no more. */
export function memoryPoams(world: MemoryWorld, ask: Ask): Pick<Operations, 'proposePoams' | 'createPoams'> {
	const isHeld = () => world.health.pushHold !== undefined;
	const propose = (): PoamProposals => ({
		systemName: 'Xacta 360', externalSystemId: 2, digest: `digest ${world.proposals.length}`, proposals: world.proposals, isPushEnabled: false, isPushHeld: isHeld(),
		omitted: {planned: 12, tooEarly: 3, notSeen: 0, belowTerms: 40, unknownSystem: 0},
		closings: [{poamId: 'POAM-2026-0007', systemId: 'SYS-1', weakness: 'OpenSSL is out of date', fixedFindings: 4, fixedAt: world.now(), action: 'close'}],
	});
	return {
		proposePoams: () => ask('proposePoams', propose),
		createPoams: request => ask('createPoams', () => {
			if ('digest' in request && request.digest !== propose().digest) throw new AppError({code: 'SYNC_PLAN_STALE', message: 'What is proposed is not what was shown; nothing was made.', nextStep: 'Look at what is proposed now.'});
			const chosen = world.proposals.filter(({key, refusals}) => ('keys' in request ? request.keys.includes(key) : refusals.length === 0));
			world.proposals = world.proposals.filter(one => !chosen.includes(one));
			return {systemName: 'Xacta 360', created: chosen.map(({key}) => ({key, poamId: `PARLEY-${key}`, scheduledCompletion: '2026-12-21'})), sentAgain: [], alreadyMade: [], isPushEnabled: false, isPushHeld: isHeld()};
		}),
	};
}
