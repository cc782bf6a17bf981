import type {Association, Model, ModelStatic} from 'sequelize';
import type {Finding} from '../../core/finding.js';
import type {PresentSchema} from './read-schema.js';

/** What Sequelize keeps of a `belongsTo`, although its types do not say so. */
type BelongsToFacts = Association & {readonly options: {readonly constraints?: boolean}; readonly identifierField: string; readonly targetKeyField: string};

const isForeignKey = (association: Association): association is BelongsToFacts =>
	association.associationType === 'BelongsTo' && (association as BelongsToFacts).options.constraints !== false;

/** "column -> table.column" of each foreign key that a fresh installation has on the model's table. */
export const listForeignKeys = (model: ModelStatic<Model>): readonly string[] =>
	Object.values(model.associations).filter(isForeignKey).map(({identifierField, target, targetKeyField}) =>
		`${identifierField} -> ${String(target.getTableName())}.${targetKeyField}`);

/** A migration leaves a foreign key out where the target's type, or duplicates in it, cannot carry one. */
export const checkForeignKeys = (models: readonly ModelStatic<Model>[], schema: PresentSchema): readonly Finding[] =>
	models.flatMap(model => {
		const table = String(model.getTableName());
		const present = schema.get(table);
		if (present === undefined) return [];
		return listForeignKeys(model).filter(key => !present.foreignKeys.includes(key)).map((key): Finding => ({
			severity: 'unusual',
			subject: table,
			message: `Has no foreign key ${key}: PostgreSQL does not refuse rows that point nowhere.`,
			nextStep: 'Remove duplicates and bad values from the target column, then add the key by hand if it is wanted.',
		}));
	});
