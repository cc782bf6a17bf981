const weekdays = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/**
 * A cron expression in words: "every 15 minutes", "daily at 03:00". Undefined for what would take more than a few words: the
 * expression itself says it exactly.
 */
export function describeSchedule(expression: string): string | undefined {
	const fields = expression.trim().split(/\s+/);
	const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
	if (fields.length !== 5 || month !== '*') return undefined;
	const everyDay = day === '*' && weekday === '*';
	if (everyDay && hour === '*') return describeMinutes(minute);
	const minutes = toNumber(minute, 59);
	if (minutes === undefined) return undefined;
	const hours = toStep(hour);
	if (everyDay && hours !== undefined && 24 % hours === 0) return `every ${hours === 1 ? 'hour' : `${hours} hours`}${minutes === 0 ? '' : `, at ${minutes} past`}`;
	const time = toTime(hour, minutes);
	if (time === undefined) return undefined;
	if (everyDay) return `daily at ${time}`;
	const dayOfWeek = toNumber(weekday, 7);
	if (day === '*') return weekday === '1-5' ? `Mondays to Fridays at ${time}` : dayOfWeek === undefined ? undefined : `${weekdays[dayOfWeek] ?? ''} at ${time}`;
	const dayOfMonth = toNumber(day, 31);
	return weekday === '*' && dayOfMonth !== undefined ? `on day ${dayOfMonth} of each month at ${time}` : undefined;
}

/** Of every hour. A step that does not divide it begins anew with each hour, and is not "every". */
function describeMinutes(minute: string): string | undefined {
	const step = minute === '*' ? 1 : toStep(minute);
	if (step !== undefined) return 60 % step === 0 ? `every ${step === 1 ? 'minute' : `${step} minutes`}` : undefined;
	if (minute === '0') return 'every hour';
	const past = minute.split(',').map(part => toNumber(part, 59));
	return past.includes(undefined) ? undefined : `every hour, at ${past.join(', ')} past`;
}

function toTime(hour: string, minutes: number): string | undefined {
	const hours = toNumber(hour, 23);
	return hours === undefined ? undefined : `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

const toStep = (field: string): number | undefined => (field.startsWith('*/') ? toNumber(field.slice(2), 59) || undefined : undefined);

const toNumber = (field: string, most: number): number | undefined => (/^\d{1,2}$/.test(field) && Number(field) <= most ? Number(field) : undefined);
