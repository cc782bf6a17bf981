/** All findings of one plugin on the hosts of one system: what one plan of action is about. */
export type Weakness = {readonly pluginId: string; readonly systemId: string; readonly cves: readonly string[]};

/** A plan of action, as far as it tells what it is about. */
export type PlanText = {readonly poamId: string; readonly systemId: string; readonly text: string; readonly controlId: string | null; readonly isClosed: boolean};

export type WeaknessMatch = {
	readonly pluginId: string;
	readonly systemId: string;
	/** Undefined: no plan names it, or several do. */
	readonly poamId: string | undefined;
	/** Undefined: the system has none of the controls that it could be about. */
	readonly controlId: string | undefined;
};

/** Plugins that are about something else than a missing fix. */
const controlsOfPlugin: Readonly<Record<string, readonly string[]>> = {51192: ['SC-12'], 57582: ['SC-12'], 56310: ['SC-7'], 104743: ['AC-17(2)', 'SC-13']};

/** A fix is missing, or else the scanner did what it is there for. */
const controlsOfAnyPlugin = ['SI-2', 'RA-5'];

/**
 * The plan and the control of each weakness. A plan names its plugin ("plugin 10114") or, failing that, one of its CVEs; a
 * closed plan is about something that is over. The control is the plan's, else the plugin's, else SI-2, else RA-5: the first
 * that the system has. Pure; the order of plans means nothing.
 */
export function matchWeaknesses(weaknesses: readonly Weakness[], plans: readonly PlanText[], controls: ReadonlyMap<string, ReadonlySet<string>>): readonly WeaknessMatch[] {
	const bySystem = Map.groupBy(plans.filter(({isClosed}) => !isClosed).map(toMentions), ({plan}) => plan.systemId);
	return weaknesses.map(weakness => {
		const {pluginId, systemId} = weakness;
		const [found, ...others] = findCandidates(weakness, bySystem.get(systemId) ?? []);
		const plan = others.length === 0 ? found?.plan : undefined;
		return {pluginId, systemId, poamId: plan?.poamId, controlId: findControl(pluginId, controls.get(systemId), plan?.controlId ?? undefined)};
	});
}

/** Whether an open plan of its system names the weakness, also where several do. Pure. */
export const isPlanned = (weakness: Pick<Weakness, 'pluginId' | 'cves'>, plansOfSystem: readonly PlanText[]): boolean =>
	findCandidates(weakness, plansOfSystem.filter(({isClosed}) => !isClosed).map(toMentions)).length > 0;

/** The control that a weakness of this plugin is about: the first that the system has. Undefined when it has none of them. */
export function findControl(pluginId: string, controls: ReadonlySet<string> | undefined, ofPlan?: string): string | undefined {
	const wanted = [...(ofPlan === undefined ? [] : [ofPlan]), ...(controlsOfPlugin[pluginId] ?? []), ...controlsOfAnyPlugin];
	return wanted.find(control => controls?.has(control));
}

type Mentions = {readonly plan: PlanText; readonly plugins: ReadonlySet<string>; readonly cves: ReadonlySet<string>};

function findCandidates({pluginId, cves}: Pick<Weakness, 'pluginId' | 'cves'>, plans: readonly Mentions[]): readonly Mentions[] {
	const named = plans.filter(({plugins}) => plugins.has(pluginId));
	// A plan that names plugins is about those, whatever CVEs they share with others.
	return named.length > 0 ? named : plans.filter(mentions => mentions.plugins.size === 0 && cves.some(cve => mentions.cves.has(cve.toUpperCase())));
}

const toMentions = (plan: PlanText): Mentions => ({
	plan,
	plugins: new Set([...plan.text.matchAll(/\bplugin(?:\s+id)?[\s:#]+(\d{1,13})\b/gi)].map(found => found[1] ?? '')),
	cves: new Set([...plan.text.matchAll(/\bCVE-\d{4}-\d{4,}\b/gi)].map(([cve]) => cve.toUpperCase())),
});
