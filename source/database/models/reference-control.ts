import {DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** A control of NIST SP 800-53 rev 5. */
export class ReferenceControlModel extends Model<InferAttributes<ReferenceControlModel>, InferCreationAttributes<ReferenceControlModel>> {
	declare controlId: string;
	declare title: string;
	declare familyId: string;
	declare family: string;
	declare inLowBaseline: boolean;
	declare inModerateBaseline: boolean;
	declare inHighBaseline: boolean;
}

export const defineReferenceControl = (sequelize: Sequelize): typeof ReferenceControlModel =>
	ReferenceControlModel.init(
		{
			controlId: {type: DataTypes.STRING(20), primaryKey: true},
			title: {type: DataTypes.TEXT, allowNull: false},
			familyId: {type: DataTypes.STRING(5), allowNull: false},
			family: {type: DataTypes.TEXT, allowNull: false},
			inLowBaseline: {type: DataTypes.BOOLEAN, allowNull: false},
			inModerateBaseline: {type: DataTypes.BOOLEAN, allowNull: false},
			inHighBaseline: {type: DataTypes.BOOLEAN, allowNull: false},
		},
		{sequelize, tableName: 'reference_controls', underscored: true, timestamps: false},
	);
