/**
 * The name of a write: a UUID (version 8) that begins with the tag of the installation that made it and is random from there
 * on. Where the other side keeps it, we tell our own writes from those of another installation by it, also when our database
 * has forgotten them. `tag`: 12 hexadecimal digits; `random`: a random UUID.
 */
export const toMarker = (tag: string, random: string): string => `${tag.slice(0, 8)}-${tag.slice(8, 12)}-8${random.slice(15)}`;

const ownShape = /^([\da-f]{8})-([\da-f]{4})-8[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

/** Whether an installation with this tag made that marker; some systems show UUIDs in capital letters. */
export function isMarkerOf(tag: string, marker: string): boolean {
	const [, first, second] = ownShape.exec(marker.toLowerCase()) ?? [];
	return first !== undefined && second !== undefined && first + second === tag;
}
