import type {Conflict} from '../core/conflict.js';

/** Whether a conflict is about one value that both sides hold, and not about a whole record or a value that nobody could read. */
export const isAboutField = (conflict: Conflict): conflict is Conflict & {readonly fieldName: string} =>
	conflict.fieldName !== undefined && conflict.conflictType === 'field_mismatch';
