/** The words that a field takes, and spellings of other programs that mean one of them. */
export type WordList = {readonly words: readonly string[]; readonly spellings?: Readonly<Record<string, string>>};

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/[\s_-]+/g, ' ');

/** The API's own spelling of a word; undefined for one that it does not know. */
export function findWord({words, spellings = {}}: WordList, text: string): string | undefined {
	const wanted = plain(text);
	return words.find(word => plain(word) === wanted) ?? spellings[wanted];
}

export const levels: WordList = {words: ['Very Low', 'Low', 'Moderate', 'High', 'Very High'], spellings: {medium: 'Moderate', med: 'Moderate'}};

export const poamStatuses: WordList = {
	words: ['Ongoing', 'Risk Accepted', 'Completed', 'Not Applicable', 'Archived'],
	spellings: {'in progress': 'Ongoing', open: 'Ongoing', closed: 'Completed', complete: 'Completed', 'n/a': 'Not Applicable'},
};

export const implementationStatuses: WordList = {
	words: ['Planned', 'Implemented', 'Inherited', 'Not Applicable', 'Manually Inherited'], spellings: {'n/a': 'Not Applicable'},
};

/** "Other than satisfied" has no word here, and would come back as not satisfied. */
export const complianceStatuses: WordList = {words: ['Compliant', 'Non-Compliant', 'Not Applicable'], spellings: {satisfied: 'Compliant', 'not satisfied': 'Non-Compliant', 'n/a': 'Not Applicable'}};

export const designations: WordList = {words: ['Common', 'System-Specific', 'Hybrid']};
export const providers: WordList = {words: ['DoD', 'Component', 'Enclave']};
export const methods: WordList = {words: ['Automated', 'Semi-Automated', 'Manual', 'Undetermined']};

export const frequencies: WordList = {
	words: ['Constantly', 'Daily', 'Weekly', 'Monthly', 'Quarterly', 'Semi-Annually', 'Annually', 'Every Two Years', 'Every Three Years', 'Undetermined'],
	spellings: {semiannually: 'Semi-Annually', 'semi annual': 'Semi-Annually', annual: 'Annually', yearly: 'Annually', biennially: 'Every Two Years', triennially: 'Every Three Years'},
};
