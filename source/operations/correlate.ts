import type {OperationContext} from './context.js';
import {correlateFindings} from './correlate-findings.js';
import {correlateHosts, type HostCorrelation} from './correlate-hosts.js';
import {requireChange} from './require-role.js';

export type CorrelateRequest = {
	/** Also the hosts of other systems, which are listed for it; else only what our own tables tell. */
	readonly includesHosts?: boolean;
};

export type CorrelationOutcome = {
	readonly hosts: readonly HostCorrelation[];
	/** Findings that took a plan of action or a control. */
	readonly findings: number;
};

/**
 * Ties together what two systems know by different names: hosts by name and address, findings to plans of action and
 * controls. Fills only what is empty, so that it may run at any time and as often as anybody likes.
 */
export async function correlate(context: OperationContext, {includesHosts = true}: CorrelateRequest = {}, signal: AbortSignal = new AbortController().signal): Promise<CorrelationOutcome> {
	requireChange(context, 'operator', 'correlate records');
	const hosts = includesHosts ? await correlateHosts(context, signal) : [];
	return {hosts, findings: await correlateFindings(context, signal)};
}
