/** A Parley command on one system, as a person can paste it: `parley systems test "Xacta 360"`. */
export function toCommand(words: string, systemName: string, flags = ''): string {
	const name = /^[\w.-]+$/.test(systemName) ? systemName : JSON.stringify(systemName);
	return `parley ${words} ${name}${flags === '' ? '' : ` ${flags}`}`;
}
