import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';

/** A point of contact as the API takes it: all four, or none. */
export type Contact = JsonObject;

const noContact: Contact = {pocFirstName: null, pocLastName: null, pocEmail: null, pocPhoneNumber: null};

/**
 * The point of contact for a name. The API demands mail and telephone with a name, and those of the person before would be
 * wrong: they are taken from what the system's other POA&Ms say of the same person. Pure; the text says why there is none.
 */
export function findContact(name: JsonValue, poams: readonly JsonValue[]): Contact | string {
	if (name === null) return noContact;
	const whole = typeof name === 'string' ? name.trim() : '';
	const blank = whole.lastIndexOf(' ');
	if (blank === -1) return 'needs a given name and a family name';
	const contacts = new Map(poams.filter(poam => isJsonObject(poam)).filter(({pocFirstName, pocLastName}) => `${String(pocFirstName)} ${String(pocLastName)}` === whole)
		.map(({pocFirstName = null, pocLastName = null, pocEmail = null, pocPhoneNumber = null}) => [String(pocEmail).toLowerCase(), {pocFirstName, pocLastName, pocEmail, pocPhoneNumber}] as const)
		.filter(([, {pocEmail, pocPhoneNumber}]) => isPresent(pocEmail) && isPresent(pocPhoneNumber)));
	const [contact, another] = contacts.values();
	if (contact === undefined) return `cannot be ${whole}: the API demands mail and telephone too, and no POA&M of the system tells them. Set pocEmail and pocPhoneNumber, or enter the person there`;
	return another === undefined ? contact : `cannot be ${whole}: there are several people of that name, with different mail addresses`;
}

const isPresent = (value: JsonValue): boolean => typeof value === 'string' && value !== '';
