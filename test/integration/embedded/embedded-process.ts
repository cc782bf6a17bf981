import {startScript, type Script, type ScriptOptions} from '../../support/script.js';

export type Place = {readonly url: string; readonly pid: number};

/** A process that uses the embedded server, started by it when there is none. */
export type EmbeddedProcess = Script & {
	/** Where it found the server. */
	readonly place: () => Promise<Place>;
};

export function startEmbeddedProcess(dataHome: string, {umask, ...options}: ScriptOptions & {readonly umask?: string} = {}): EmbeddedProcess {
	const script = startScript('test/integration/embedded/use-server.ts', [dataHome, ...(umask === undefined ? [] : [umask])], options);
	return {...script, place: async () => JSON.parse(await script.nextLine()) as Place};
}
