/** A host of ours whose id on some other side is not known. */
export type UnlinkedHost = {readonly internalId: string; readonly names: readonly string[]; readonly addresses: readonly string[]; readonly systemId: string | null};

/** All findings of one plugin on the hosts of one system, which is what one POA&M is about; some lack a POA&M or a control. */
export type OpenWeakness = {readonly pluginId: string; readonly systemId: string; readonly cves: readonly string[]};

/** `text`: what it says of the weakness. */
export type ListedPoam = {readonly poamId: string; readonly systemId: string; readonly text: string; readonly controlId: string | null; readonly status: string | null};

/** What the findings of a weakness are tied to. */
export type WeaknessLink = {
	readonly pluginId: string;
	readonly systemId: string;
	/** Undefined: no POA&M names it, or several do. */
	readonly poamId: string | undefined;
	/** Undefined: the system has none of the controls that it could be about. */
	readonly controlId: string | undefined;
};

/** Ties between records that no single system tells. Only what is empty is filled; what anybody wrote stays. */
export type CorrelationStore = {
	/** Hosts without an id in `externalIdField`, in id order. */
	readonly listUnlinkedHosts: (externalIdField: string, after: string, limit: number) => Promise<readonly UnlinkedHost[]>;
	/** Which of these external ids some host of ours has already. */
	readonly findTaken: (externalIdField: string, externalIds: readonly string[]) => Promise<ReadonlySet<string>>;
	/** Fills the id where it is empty and notes it in `external_system_mappings`, where nothing is noted for that type; gives how many hosts took one. */
	readonly linkHosts: (externalIdField: string, systemType: string, links: readonly {readonly internalId: string; readonly externalId: string}[]) => Promise<number>;
	readonly listOpenWeaknesses: () => Promise<readonly OpenWeakness[]>;
	/** POA&Ms that the other side has: one that is still to be made there may get another id. */
	readonly listPoams: () => Promise<readonly ListedPoam[]>;
	readonly listControls: () => Promise<readonly {readonly systemId: string; readonly controlId: string}[]>;
	/** Gives how many findings took a POA&M or a control. */
	readonly linkWeaknesses: (links: readonly WeaknessLink[]) => Promise<number>;
};
