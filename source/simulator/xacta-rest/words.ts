/**
 * The API's words and those of the tables. The tables are coarser in some places and finer in others, so what the API was
 * told last (`kept`) is shown as long as it fits what the table holds; after a change by SQL the table's word decides.
 */
type Vocabulary = {
	/** The API's words, the first for each of the table's being what it is shown as. */
	readonly shown: Readonly<Record<string, readonly string[]>>;
	/** What the table holds for each of the API's words when its own word fits no more. */
	readonly stored: Readonly<Record<string, string>>;
};

const levels = ['Very Low', 'Low', 'Moderate', 'High', 'Very High'] as const;

export const poamStatus: Vocabulary = {
	shown: {
		ongoing: ['Ongoing'], overdue: ['Ongoing'], critical: ['Ongoing'], high: ['Ongoing'], moderate: ['Ongoing'], low: ['Ongoing'],
		completed: ['Completed'], risk_accepted: ['Risk Accepted'], archived: ['Archived'],
	},
	stored: {'Ongoing': 'ongoing', 'Completed': 'completed', 'Risk Accepted': 'risk_accepted', 'Archived': 'archived'},
};

export const poamSeverity: Vocabulary = {
	shown: {critical: ['Very High'], high: ['High'], moderate: ['Moderate'], medium: ['Moderate'], low: ['Low', 'Very Low']},
	stored: {'Very High': 'critical', 'High': 'high', 'Moderate': 'moderate', 'Low': 'low', 'Very Low': 'low'},
};

export const implementationStatus: Vocabulary = {
	shown: {
		implemented: ['Implemented', 'Inherited', 'Manually Inherited'], partially_implemented: ['Planned', 'Not Applicable'], not_implemented: ['Planned', 'Not Applicable'],
	},
	stored: {'Implemented': 'implemented', 'Inherited': 'implemented', 'Manually Inherited': 'implemented', 'Planned': 'not_implemented', 'Not Applicable': 'not_implemented'},
};

export const complianceStatus: Vocabulary = {
	shown: {satisfied: ['Compliant'], other_than_satisfied: ['Non-Compliant'], not_satisfied: ['Non-Compliant']},
	// The tables have no word for what does not apply.
	stored: {'Compliant': 'satisfied', 'Non-Compliant': 'not_satisfied'},
};

export const systemType: Vocabulary = {
	shown: {'Major Application': ['IS Major Application'], 'General Support System': ['IS Enclave']},
	stored: {},
};

export function toShown({shown}: Vocabulary, stored: string | null, kept?: unknown): string | null {
	if (stored === null) return null;
	const words = shown[stored] ?? [stored];
	return words.find(word => word === kept) ?? words[0] ?? null;
}

/** The table keeps its own word while that still means the same. */
export function toStored(vocabulary: Vocabulary, word: string | null, before: string | null): string | null {
	if (word === null) return null;
	if (before !== null && vocabulary.shown[before]?.includes(word)) return before;
	return vocabulary.stored[word] ?? null;
}

export const choices = {
	poamStatus: ['Ongoing', 'Risk Accepted', 'Completed', 'Not Applicable', 'Archived'],
	level: levels,
	rawSeverity: [...levels, 'I', 'II', 'III'],
	complianceStatus: ['Compliant', 'Non-Compliant', 'Not Applicable'],
	implementationStatus: ['Planned', 'Implemented', 'Inherited', 'Not Applicable', 'Manually Inherited'],
	controlDesignation: ['Common', 'System-Specific', 'Hybrid'],
	commonControlProvider: ['DoD', 'Component', 'Enclave'],
	frequency: ['Constantly', 'Daily', 'Weekly', 'Monthly', 'Quarterly', 'Semi-Annually', 'Annually', 'Every Two Years', 'Every Three Years', 'Undetermined'],
	method: ['Automated', 'Semi-Automated', 'Manual', 'Undetermined'],
	testMethod: ['Test', 'Interview', 'Examine', 'Test, Interview', 'Test, Examine', 'Interview, Examine', 'Test, Interview, Examine'],
} as const;
