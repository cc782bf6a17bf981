import type {ExternalSystem} from '../external-system.js';

export type SystemStore = {
	readonly list: () => Promise<readonly ExternalSystem[]>;
	readonly findByName: (systemName: string) => Promise<ExternalSystem | undefined>;
	readonly findById: (id: number) => Promise<ExternalSystem | undefined>;
	readonly setSyncEnabled: (id: number, enabled: boolean) => Promise<void>;
	/** Sets `api_base_url` and merges `config` into `connection_config`. */
	readonly setConnection: (id: number, connection: {readonly apiBaseUrl?: string; readonly authenticationMethod?: string; readonly config: Readonly<Record<string, string>>}) => Promise<void>;
	readonly markSynced: (id: number, status: string, at: Date) => Promise<void>;
};
