/** Invented people are put together from these. */
export const givenNames: readonly string[] = [
	'Adaeze', 'Amir', 'Anneke', 'Beatriz', 'Bram', 'Camille', 'Carlos', 'Chidi', 'Dana', 'Devika', 'Elena', 'Emeka', 'Farah', 'Gideon',
	'Hana', 'Ines', 'Ivo', 'Jamal', 'Joana', 'Kenji', 'Laleh', 'Leon', 'Maren', 'Mateo', 'Nadia', 'Niamh', 'Oskar', 'Priya', 'Quentin',
	'Rosa', 'Samir', 'Saskia', 'Tariq', 'Thea', 'Uri', 'Valeria', 'Wen', 'Yara', 'Yusuf', 'Zofia',
];

export const familyNames: readonly string[] = [
	'Abbott', 'Adeyemi', 'Alvarez', 'Bakker', 'Barros', 'Brandt', 'Castillo', 'Chen', 'Costa', 'Dubois', 'Eriksen', 'Farouk', 'Fischer',
	'Gallagher', 'Haddad', 'Hughes', 'Iyer', 'Jansen', 'Kaur', 'Kowalski', 'Lindqvist', 'Lopez', 'Marsh', 'Mbeki', 'Moreau', 'Nakamura',
	'Novak', 'Okafor', 'Oliveira', 'Park', 'Quinn', 'Reyes', 'Rossi', 'Sato', 'Silva', 'Stone', 'Tanaka', 'Underwood', 'Varga', 'Whitfield',
	'Yilmaz', 'Zhang',
];
