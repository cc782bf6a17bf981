import {entityDefinitions} from '../../core/entity.js';
import type {Finding} from '../../core/finding.js';
import type {PresentSchema} from './read-schema.js';

const entityTables = Object.values(entityDefinitions).map(definition => definition.table);
const counters = ['parley_count_insert', 'parley_count_update', 'parley_count_delete', 'parley_count_truncate'];

const duties: readonly {readonly tables: readonly string[]; readonly triggers: readonly string[]; readonly loss: string}[] = [
	{tables: entityTables, triggers: ['zz_parley_capture_edit'], loss: 'edits by other programs are found only by full passes, without who and when'},
	{tables: ['sync_conflicts', 'api_call_logs'], triggers: counters, loss: 'the numbers on the screens are wrong'},
	{tables: ['audit_events'], triggers: ['audit_events_append_only'], loss: 'the audit can be changed in silence'},
	{
		tables: [...entityTables, 'sync_conflicts', 'ingestion_batches', 'external_systems', 'api_call_logs', 'data_field_mappings', 'sync_policies', 'daemon_heartbeats', 'sync_push_holds'],
		triggers: ['parley_notify'], loss: 'consoles do not see changes until they are opened again',
	},
];

/** Triggers that somebody dropped or switched off, or that a table's shape did not allow. */
export const checkTriggers = (schema: PresentSchema): readonly Finding[] =>
	duties.flatMap(({tables, triggers, loss}) =>
		tables.flatMap((table): readonly Finding[] => {
			const firing = schema.get(table)?.triggers ?? [];
			const silent = triggers.filter(trigger => !firing.includes(trigger));
			if (silent.length === 0) return [];
			return [{
				severity: 'problem',
				subject: table,
				message: `${silent.join(', ')} ${silent.length === 1 ? 'does' : 'do'} not fire: ${loss}.`,
				nextStep: `Switch it on with "alter table ${table} enable trigger …"; a table whose id is not a whole number cannot have it.`,
			}];
		}));
