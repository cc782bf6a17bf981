import type {Conflict} from '../../core/conflict.js';

/** Whether a conflict is about one value that both sides hold, and not about a whole record or a value that nobody could read. */
export const isAboutField = <C extends Pick<Conflict, 'fieldName' | 'conflictType'>>(conflict: C): conflict is C & {readonly fieldName: string} =>
	conflict.fieldName !== undefined && conflict.conflictType === 'field_mismatch';
