import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now} from './column-types.js';

/** The weakness that a plan of action was made of. */
export class PoamOriginModel extends Model<InferAttributes<PoamOriginModel>, InferCreationAttributes<PoamOriginModel>> {
	declare marker: string;
	declare systemId: string;
	declare pluginId: string;
	declare poamInternalId: CreationOptional<string | null>;
	declare madeAt: CreationOptional<Date>;
	declare madeBy: string;
	/** When the weakness got a newer plan. */
	declare endedAt: CreationOptional<Date | null>;
}

export const definePoamOrigin = (sequelize: Sequelize): typeof PoamOriginModel =>
	PoamOriginModel.init(
		{
			marker: {type: DataTypes.UUID, primaryKey: true},
			systemId: {type: DataTypes.TEXT, allowNull: false},
			pluginId: {type: DataTypes.TEXT, allowNull: false},
			poamInternalId: DataTypes.BIGINT,
			madeAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			madeBy: {type: DataTypes.TEXT, allowNull: false},
			endedAt: DataTypes.DATE,
		},
		{sequelize, tableName: 'poam_origins', underscored: true, timestamps: false},
	);
