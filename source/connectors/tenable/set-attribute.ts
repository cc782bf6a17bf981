import type {Clock} from '../../core/process/clock.js';
import {findRefusal} from './find-refusal.js';
import {isOutcomeUnknown} from './is-outcome-unknown.js';
import {lookUntil} from './look-until.js';
import type {AssetAttribute} from './asset-client.js';
import type {AttributeClient} from './attribute-client.js';

export type AttributeSetting = {
	readonly client: AttributeClient;
	readonly clock: Clock;
	readonly systemName: string;
	readonly assetId: string;
	readonly before: readonly AssetAttribute[];
	readonly signal: AbortSignal;
};

/**
 * Gives an asset a value of a custom attribute, or takes it away, and defines the attribute when there is none of that
 * name. What it has already is not sent. A request whose answer was lost is not sent again: the look that follows every
 * write tells whether it took effect.
 */
export async function setAttribute(setting: AttributeSetting, {name, value}: {readonly name: string; readonly value: string | null}): Promise<void> {
	const {client, assetId, before, signal} = setting;
	const found = before.find(attribute => attribute.name === name);
	if ((found?.value ?? null) === value) return;
	if (value === null) {
		const id = found?.id;
		if (id !== undefined) await leaveToTheLook(() => client.clear(assetId, id, signal));
		return;
	}
	const id = found?.id ?? await define(setting, name);
	await leaveToTheLook(() => client.set(assetId, id, value, signal));
}

async function define({client, clock, systemName, signal}: AttributeSetting, name: string): Promise<string> {
	const find = async (): Promise<string | undefined> => (await client.find([name], signal))[0]?.id;
	try {
		await client.define(name, signal);
	} catch (error) {
		// Somebody may have defined it meanwhile, or we did and the answer was lost: then it is there.
		const id = findRefusal(error) !== undefined || isOutcomeUnknown(error) ? await find() : undefined;
		if (id === undefined) throw error;
		return id;
	}

	const id = await lookUntil({clock, systemName, what: `the custom attribute "${name}"`, signal, read: find, shows: shown => shown !== undefined});
	// It shows, so it has an id.
	return id ?? '';
}

async function leaveToTheLook(send: () => Promise<void>): Promise<void> {
	try {
		await send();
	} catch (error) {
		if (!isOutcomeUnknown(error)) throw error;
	}
}
