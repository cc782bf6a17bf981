import type {OpenWeakness, WeaknessLink} from '../../core/stores/correlation-store.js';

/** A POA&M, as far as it tells what it is about. */
export type PoamText = {readonly poamId: string; readonly systemId: string; readonly text: string; readonly controlId: string | null; readonly isClosed: boolean};

/** Plugins that are about something else than a missing fix. */
const controlsOfPlugin: Readonly<Record<string, readonly string[]>> = {51192: ['SC-12'], 57582: ['SC-12'], 56310: ['SC-7'], 104743: ['AC-17(2)', 'SC-13']};

/** A fix is missing, or else the scanner did what it is there for. */
const controlsOfAnyPlugin = ['SI-2', 'RA-5'];

/**
 * The POA&M and the control of each weakness. A POA&M names its plugin ("plugin 10114") or, failing that, one of its CVEs; a
 * closed one is about something that is over. The control is the POA&M's, else the plugin's, else SI-2, else RA-5: the first
 * that the system has. Pure; the order of POA&Ms means nothing.
 */
export function matchWeaknesses(weaknesses: readonly OpenWeakness[], poams: readonly PoamText[], controls: ReadonlyMap<string, ReadonlySet<string>>): readonly WeaknessLink[] {
	const bySystem = Map.groupBy(poams.filter(({isClosed}) => !isClosed).map(toMentions), ({poam}) => poam.systemId);
	return weaknesses.map(weakness => {
		const {pluginId, systemId} = weakness;
		const [found, ...others] = findCandidates(weakness, bySystem.get(systemId) ?? []);
		const poam = others.length === 0 ? found?.poam : undefined;
		return {pluginId, systemId, poamId: poam?.poamId, controlId: findControl(pluginId, controls.get(systemId), poam?.controlId ?? undefined)};
	});
}

/** Whether an open POA&M of its system names the weakness, also where several do. Pure. */
export const isPlanned = (weakness: Pick<OpenWeakness, 'pluginId' | 'cves'>, poamsOfSystem: readonly PoamText[]): boolean =>
	findCandidates(weakness, poamsOfSystem.filter(({isClosed}) => !isClosed).map(toMentions)).length > 0;

/** The control that a weakness of this plugin is about: the first that the system has. Undefined when it has none of them. */
export function findControl(pluginId: string, controls: ReadonlySet<string> | undefined, ofPoam?: string): string | undefined {
	const wanted = [...(ofPoam === undefined ? [] : [ofPoam]), ...(controlsOfPlugin[pluginId] ?? []), ...controlsOfAnyPlugin];
	return wanted.find(control => controls?.has(control));
}

type Mentions = {readonly poam: PoamText; readonly plugins: ReadonlySet<string>; readonly cves: ReadonlySet<string>};

function findCandidates({pluginId, cves}: Pick<OpenWeakness, 'pluginId' | 'cves'>, poams: readonly Mentions[]): readonly Mentions[] {
	const named = poams.filter(({plugins}) => plugins.has(pluginId));
	// A POA&M that names plugins is about those, whatever CVEs they share with others.
	return named.length > 0 ? named : poams.filter(mentions => mentions.plugins.size === 0 && cves.some(cve => mentions.cves.has(cve.toUpperCase())));
}

const toMentions = (poam: PoamText): Mentions => ({
	poam,
	plugins: new Set([...poam.text.matchAll(/\bplugin(?:\s+id)?[\s:#]+(\d{1,13})\b/gi)].map(found => found[1] ?? '')),
	cves: new Set([...poam.text.matchAll(/\bCVE-\d{4}-\d{4,}\b/gi)].map(([cve]) => cve.toUpperCase())),
});
