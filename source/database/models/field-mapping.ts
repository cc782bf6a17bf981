import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** How one external field becomes an internal one. */
export class FieldMappingModel extends Model<InferAttributes<FieldMappingModel>, InferCreationAttributes<FieldMappingModel>> {
	declare id: CreationOptional<number>;
	declare externalSystemId: CreationOptional<ForeignKey<ExternalSystemModel['id'] | null>>;
	declare entityType: EntityType;
	declare externalFieldName: string;
	declare internalFieldName: string;
	declare transformationRule: CreationOptional<JsonObject | null>;
	declare validationRules: CreationOptional<JsonValue | null>;
	declare isRequired: CreationOptional<boolean | null>;
	declare defaultValue: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare mappingVersion: CreationOptional<number>;
	declare previousRule: CreationOptional<JsonObject | null>;
}

export const defineFieldMapping = (sequelize: Sequelize): typeof FieldMappingModel =>
	FieldMappingModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			externalSystemId: DataTypes.INTEGER,
			entityType: {type: DataTypes.STRING(100), allowNull: false},
			externalFieldName: {type: DataTypes.STRING, allowNull: false},
			internalFieldName: {type: DataTypes.STRING, allowNull: false},
			transformationRule: DataTypes.JSONB,
			validationRules: DataTypes.JSONB,
			isRequired: {type: DataTypes.BOOLEAN, defaultValue: false},
			defaultValue: DataTypes.TEXT,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			mappingVersion: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 1},
			previousRule: DataTypes.JSONB,
		},
		{sequelize, tableName: 'data_field_mappings', underscored: true, timestamps: false},
	);
