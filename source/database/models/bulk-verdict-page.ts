import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonObject} from '../../core/json.js';
import type {BulkVerdictModel} from './bulk-verdict.js';

/** The conflicts of a bulk verdict that are settled in one transaction, and what became of each. */
export class BulkVerdictPageModel extends Model<InferAttributes<BulkVerdictPageModel>, InferCreationAttributes<BulkVerdictPageModel>> {
	declare bulkVerdictId: ForeignKey<BulkVerdictModel['id']>;
	declare page: number;
	declare conflictIds: readonly number[];
	declare versions: readonly number[];
	declare settledIds: CreationOptional<readonly number[]>;
	/** Conflict ids by why they were left as they are. */
	declare skipped: CreationOptional<JsonObject>;
	declare undoneIds: CreationOptional<readonly number[]>;
}

const ids = DataTypes.ARRAY(DataTypes.INTEGER);

export const defineBulkVerdictPage = (sequelize: Sequelize): typeof BulkVerdictPageModel =>
	BulkVerdictPageModel.init(
		{
			bulkVerdictId: {type: DataTypes.UUID, primaryKey: true},
			page: {type: DataTypes.INTEGER, primaryKey: true},
			conflictIds: {type: ids, allowNull: false},
			versions: {type: ids, allowNull: false},
			settledIds: {type: ids, allowNull: false, defaultValue: []},
			skipped: {type: DataTypes.JSONB, allowNull: false, defaultValue: {}},
			undoneIds: {type: ids, allowNull: false, defaultValue: []},
		},
		{sequelize, tableName: 'sync_bulk_verdict_pages', underscored: true, timestamps: false},
	);
