import {phase} from './support/phase.js';

// to_char knows no form for infinity and gives null, which no note takes: another program that put an end to such a time was
// refused its update. It is told by its own name.
const canonicalValue = `returns jsonb language plpgsql stable as $$
begin
	if jsonb_typeof(value) = 'string' and exists (
		select from pg_attribute where attrelid = relation and attname = field and atttypid in ('timestamp'::regtype, 'timestamptz'::regtype)
	) then
		return coalesce(to_jsonb(to_char((value #>> '{}')::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), value);
	end if;
	return value;
end $$`;

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.replaceFunction('parley_canonical_value(oid, text, jsonb)', canonicalValue, {parameters: 'relation oid, field text, value jsonb'});
});
