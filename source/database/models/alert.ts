import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** Something that a person should know of. */
export class AlertModel extends Model<InferAttributes<AlertModel>, InferCreationAttributes<AlertModel>> {
	declare id: CreationOptional<string>;
	declare deduplicationKey: string;
	declare externalSystemId: CreationOptional<ForeignKey<ExternalSystemModel['id'] | null>>;
	declare kind: string;
	declare severity: 'info' | 'warning' | 'critical';
	declare title: string;
	declare detail: CreationOptional<JsonValue | null>;
	declare occurrences: CreationOptional<number>;
	declare raisedAt: CreationOptional<Date>;
	declare lastSeenAt: CreationOptional<Date>;
	declare acknowledgedBy: CreationOptional<string | null>;
	declare acknowledgedAt: CreationOptional<Date | null>;
	declare deliveredAt: CreationOptional<Date | null>;
	declare resolvedAt: CreationOptional<Date | null>;
}

export const defineAlert = (sequelize: Sequelize): typeof AlertModel =>
	AlertModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true},
			deduplicationKey: {type: DataTypes.TEXT, allowNull: false},
			externalSystemId: DataTypes.INTEGER,
			kind: {type: DataTypes.STRING(50), allowNull: false},
			severity: {type: DataTypes.STRING(20), allowNull: false},
			title: {type: DataTypes.TEXT, allowNull: false},
			detail: DataTypes.JSONB,
			occurrences: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 1},
			raisedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			lastSeenAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			acknowledgedBy: DataTypes.TEXT,
			acknowledgedAt: DataTypes.DATE,
			deliveredAt: DataTypes.DATE,
			resolvedAt: DataTypes.DATE,
		},
		{sequelize, tableName: 'alerts', underscored: true, timestamps: false},
	);
