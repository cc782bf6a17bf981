import * as z from 'zod';
import type {JsonValue} from '../../core/json.js';
import {isSameName} from './map.js';
import {readWire} from './wire.js';

export type AttributeDefinition = {readonly id: string; readonly name: string};

/** What one asset holds of an attribute. */
export type AttributeValue = {readonly id: string; readonly value: string};

/** A custom attribute that is a field of assets. `id` undefined: nobody has defined it in Tenable, so no asset has it. */
export type AttributeField = {readonly name: string; readonly id: string | undefined};

const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^[\w-]{1,128}$/));
const definitions = z.object({attributes: z.array(z.object({id, name: z.string()})).nullish()});
const values = z.object({attributes: z.array(z.object({id, value: z.string().nullish()})).nullish()});

export const parseAttributes = (body: JsonValue): readonly AttributeDefinition[] => readWire(definitions, body, 'the custom attributes').attributes ?? [];

export const parseAttributeValues = (body: JsonValue): readonly AttributeValue[] =>
	(readWire(values, body, 'the custom attributes of the asset').attributes ?? []).flatMap(({id: attribute, value}) => (typeof value === 'string' && value !== '' ? [{id: attribute, value}] : []));

/** The attributes of these names, each with its id where it is defined; the exact name goes before one in another case. */
export function matchAttributes(names: readonly string[], defined: readonly AttributeDefinition[]): readonly AttributeField[] {
	return names.map(name => ({name, id: (defined.find(attribute => attribute.name === name) ?? defined.find(attribute => isSameName(attribute.name, name)))?.id}));
}
