import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import {now} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** The tie between an internal and an external record, with what both sides last agreed on. */
export class LinkModel extends Model<InferAttributes<LinkModel>, InferCreationAttributes<LinkModel>> {
	declare id: CreationOptional<string>;
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare entityType: EntityType;
	declare externalId: string;
	declare internalId: string;
	declare base: JsonObject;
	declare theirs: CreationOptional<JsonObject | null>;
	declare externalHash: Buffer;
	declare externalVersion: CreationOptional<string | null>;
	declare externalChangedAt: CreationOptional<Date | null>;
	declare externalChangedBy: CreationOptional<string | null>;
	declare mappingVersion: CreationOptional<number>;
	declare missedPasses: CreationOptional<number>;
	declare createdAt: CreationOptional<Date>;
	declare updatedAt: CreationOptional<Date>;
	declare tiedBy: CreationOptional<string | null>;
}

export const defineLink = (sequelize: Sequelize): typeof LinkModel =>
	LinkModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true},
			externalSystemId: {type: DataTypes.INTEGER, allowNull: false},
			entityType: {type: DataTypes.STRING(100), allowNull: false},
			externalId: {type: DataTypes.TEXT, allowNull: false},
			internalId: {type: DataTypes.BIGINT, allowNull: false},
			base: {type: DataTypes.JSONB, allowNull: false},
			theirs: DataTypes.JSONB,
			externalHash: {type: DataTypes.BLOB, allowNull: false},
			externalVersion: DataTypes.TEXT,
			externalChangedAt: DataTypes.DATE,
			externalChangedBy: DataTypes.TEXT,
			mappingVersion: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 1},
			missedPasses: {type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0},
			createdAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			updatedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			tiedBy: DataTypes.TEXT,
		},
		{sequelize, tableName: 'sync_links', underscored: true, timestamps: false},
	);
