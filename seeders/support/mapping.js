/** A row of data_field_mappings without its system and entity type; the rules are data, as source/core/mapping.ts describes them. */
export const field = (external_field_name, internal_field_name, transformation_rule = {type: 'none'}, validation_rules = []) => ({
	external_field_name,
	internal_field_name,
	transformation_rule,
	validation_rules,
	is_required: false,
	default_value: null,
});

/** A record without this field is a bad record. */
export const required = (...args) => ({...field(...args), is_required: true});

export const chain = (...steps) => ({type: 'chain', steps});
export const trim = {type: 'trim'};
export const lowercase = {type: 'lowercase'};

/** What is not named stays as it is: real exports hold values that nobody foresaw, and a person must still see them. */
/** `sent`: what leaves for a value of ours, where that is not the value itself. */
export const mapValues = (values, sent) => ({type: 'map_values', values, otherwise: 'keep', ...(sent === undefined ? {} : {sent})});

export const maxLength = value => ({type: 'max_length', value});
export const minLength = value => ({type: 'min_length', value});
export const range = (min, max) => ({type: 'range', min, max});
