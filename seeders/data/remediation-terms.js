// What each severity, as the scanner counts, means for plans of action. The words of risk are those that both ways into Xacta
// know. Agencies differ (30/90/180 and 15/30/90/365 days are met too): edit the rows.
export const remediationTerms = [
	{severity: 4, risk_rating: 'high', due_days: 7, plan_after_days: 30, seen_within_days: 30},
	{severity: 3, risk_rating: 'high', due_days: 30, plan_after_days: 30, seen_within_days: 30},
	{severity: 2, risk_rating: 'moderate', due_days: 90, plan_after_days: 180, seen_within_days: 30},
	{severity: 1, risk_rating: 'low', due_days: 180, plan_after_days: null, seen_within_days: 30},
	{severity: 0, risk_rating: 'low', due_days: 365, plan_after_days: null, seen_within_days: 30},
];
