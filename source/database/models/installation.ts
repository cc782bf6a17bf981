import {DataTypes, literal, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** The one row that names this installation, also in every copy of its database. */
export class InstallationModel extends Model<InferAttributes<InstallationModel>, InferCreationAttributes<InstallationModel>> {
	declare id: CreationOptional<string>;
	/** With what the markers of its writes begin, in 12 hexadecimal digits. */
	declare markerTag: CreationOptional<string>;
}

export const defineInstallation = (sequelize: Sequelize): typeof InstallationModel =>
	InstallationModel.init(
		{
			id: {type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4},
			markerTag: {type: DataTypes.TEXT, allowNull: false, defaultValue: literal(`left(replace(gen_random_uuid()::text,'-',''),12)`)},
		},
		{sequelize, tableName: 'sync_installation', underscored: true, timestamps: false},
	);
