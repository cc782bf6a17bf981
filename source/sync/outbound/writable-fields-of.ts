import type {PairRun} from '../pair-run.js';

/** The fields that the other side lets be written, by its names. */
export const writableFieldsOf = ({connector, pair}: Pick<PairRun, 'connector' | 'pair'>): readonly string[] =>
	connector.capabilities.entities[pair.definition.entityType]?.writableFields ?? [];
