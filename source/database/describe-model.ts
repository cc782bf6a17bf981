import {DataTypes, type Model, type ModelStatic} from 'sequelize';

export type ColumnDescription = {
	readonly name: string;
	/** As PostgreSQL's `format_type` writes it: "character varying(255)", "text[]". */
	readonly type: string;
	readonly isNullable: boolean;
};

export type RelationDescription = {readonly name: string; readonly columns: readonly ColumnDescription[]};

/** What a model says of its table or view, in PostgreSQL's words. */
export const describeModel = (model: ModelStatic<Model>): RelationDescription => ({
	name: String(model.getTableName()),
	columns: Object.values(model.getAttributes()).map(attribute => ({
		name: attribute.field ?? '',
		type: toPostgresType(attribute.type),
		isNullable: attribute.allowNull !== false && attribute.primaryKey !== true,
	})),
});

function toPostgresType(type: unknown): string {
	if (type instanceof DataTypes.ARRAY) return `${toPostgresType((type as unknown as {readonly type: unknown}).type)}[]`;
	const sql = (type as {readonly toSql: () => string}).toSql().toLowerCase();
	return sql.replace('varchar', 'character varying').replace('decimal', 'numeric');
}
