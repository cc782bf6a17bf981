import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now} from './column-types.js';

/** What a migration really changed in this installation. */
export class SchemaChangeModel extends Model<InferAttributes<SchemaChangeModel>, InferCreationAttributes<SchemaChangeModel>> {
	declare id: CreationOptional<string>;
	declare migration: string;
	declare kind: string;
	declare relation: CreationOptional<string | null>;
	declare name: string;
	declare previousDefinition: CreationOptional<string | null>;
	declare changedAt: CreationOptional<Date>;
}

export const defineSchemaChange = (sequelize: Sequelize): typeof SchemaChangeModel =>
	SchemaChangeModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true},
			migration: {type: DataTypes.STRING, allowNull: false},
			kind: {type: DataTypes.STRING(30), allowNull: false},
			relation: DataTypes.TEXT,
			name: {type: DataTypes.TEXT, allowNull: false},
			previousDefinition: {type: DataTypes.TEXT, field: 'previous'},
			changedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
		},
		{sequelize, tableName: 'parley_schema_changes', underscored: true, timestamps: false},
	);
