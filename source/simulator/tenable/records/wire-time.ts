/** "2024-05-28T15:11:31.175Z" */
export const withMs = (at: number): string => `${toSeconds(at)}.${milliseconds(at)}Z`;

/** "2024-05-28T15:11:31Z": as scan times of findings and dates of plugins are written. */
export const withoutMs = (at: number): string => `${toSeconds(at)}Z`;

/** "2024-05-28T15:11:31.175000Z" */
export const withMicroseconds = (at: number): string => `${toSeconds(at)}.${milliseconds(at)}000Z`;

const dayMs = 86_400_000;
const twoDigits = Array.from({length: 60}, (_, number) => String(number).padStart(2, '0'));
const threeDigits = Array.from({length: 1000}, (_, number) => String(number).padStart(3, '0'));
/** "2024-05-28T": a large organization tells of millions of moments, on a few hundred days. */
const days = new Map<number, string>();

function toSeconds(at: number): string {
	const day = Math.floor(at / dayMs);
	const second = Math.floor((at - day * dayMs) / 1000);
	return `${dayText(day)}${twoDigits[Math.floor(second / 3600)]}:${twoDigits[Math.floor(second / 60) % 60]}:${twoDigits[second % 60]}`;
}

function dayText(day: number): string {
	const known = days.get(day);
	if (known !== undefined) return known;
	const text = new Date(day * dayMs).toISOString().slice(0, -'00:00:00.000Z'.length);
	days.set(day, text);
	return text;
}

const milliseconds = (at: number): string => threeDigits[Math.floor(at) % 1000] ?? '';
