import {startScript, type Script, type ScriptOptions} from '../../support/script.js';

export type Place = {readonly url: string; readonly pid: number};

/** A process that uses the embedded server, started by it when there is none. */
export type EmbeddedProcess = Script & {
	/** Where it found the server. */
	readonly place: () => Promise<Place>;
};

export function startEmbeddedProcess(dataHome: string, options: ScriptOptions = {}): EmbeddedProcess {
	const script = startScript('test/integration/embedded/use-server.ts', [dataHome], options);
	return {...script, place: async () => JSON.parse(await script.nextLine()) as Place};
}
