import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {OpenFindings, PoamOrigin, RemediationTerm} from '../../../../source/core/poam-proposal.js';
import {findDueDate, middleDay} from '../../../../source/sync/correlate/due-date.js';
import {planWeaknesses, type PoamFacts} from '../../../../source/sync/correlate/plan-weaknesses.js';

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const day = fc.date({min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true}).map(date => date.toISOString().slice(0, 10));

const term = (severity: number, changes: Partial<RemediationTerm> = {}): RemediationTerm => ({severity, riskRating: 'high', dueDays: 30, planAfterDays: 30, seenWithinDays: 30, ...changes});
const weakness = (changes: Partial<OpenFindings> = {}): OpenFindings => ({
	systemId: 'S1', pluginId: '10114', pluginName: 'A weakness', solution: null, severity: 3, firstFound: daysAgo(40), lastFound: daysAgo(1), cves: [], exploitedDueDate: null, hosts: ['web-1'], ...changes,
});
const origin = (changes: Partial<PoamOrigin> = {}): PoamOrigin => ({marker: 'm', systemId: 'S1', pluginId: '10114', internalId: '1', poamId: 'PARLEY-m', status: 'ongoing', creation: 'confirmed', lastError: null, ...changes});
const facts = (changes: Partial<PoamFacts> = {}): PoamFacts => ({
	weaknesses: [weakness()], terms: [0, 1, 2, 3, 4].map(severity => term(severity)), poams: [], origins: [], controls: new Map([['S1', new Set(['SI-2'])]]), systems: new Map([['S1', {officer: 'An Officer'}]]),
	isClosed: status => status === 'completed', now, ...changes,
});

describe('a due date', () => {
	test('is never before today, never after the term, and never after the catalog\'s where that is to come', () => {
		fc.assert(fc.property(day, fc.integer({min: 0, max: 400}), fc.option(day), (today, dueDays, exploited) => {
			const {date} = findDueDate(today, {dueDays}, exploited);
			const byTerm = findDueDate(today, {dueDays}, null).date;
			expect(date >= today && date <= byTerm).toBe(true);
			if (exploited !== null && exploited >= today) expect(date <= exploited).toBe(true);
		}));
	});

	test('has a middle that lies within', () => {
		fc.assert(fc.property(day, fc.integer({min: 0, max: 400}), (today, dueDays) => {
			const {date} = findDueDate(today, {dueDays}, null);
			const middle = middleDay(today, date);
			expect(middle >= today && middle <= date).toBe(true);
		}));
	});
});

describe('a proposal', () => {
	test('is made when the weakness is as old as its severity allows, and not a day before', () => {
		const age = (days: number) => planWeaknesses(facts({weaknesses: [weakness({firstFound: daysAgo(days)})]}));
		expect([age(29), age(30)].map(({wanted, omitted}) => [wanted.length, omitted.tooEarly])).toEqual([[0, 1], [1, 0]]);
	});

	test.each([
		['an open plan of ours', {origins: [origin()]}, 'planned'],
		['an open plan of theirs that names the plugin', {poams: [{poamId: 'P', systemId: 'S1', text: 'See plugin 10114', controlId: null, isClosed: false}]}, 'planned'],
		['a severity that gets none', {terms: [term(3, {planAfterDays: null})]}, 'belowTerms'],
		['a severity without terms', {terms: []}, 'belowTerms'],
		['a system that is not known there', {systems: new Map()}, 'unknownSystem'],
	] as const)('is not made for %s', (_, changes, reason) => {
		const {wanted, omitted} = planWeaknesses(facts(changes));
		expect(wanted).toEqual([]);
		expect(omitted[reason]).toBe(1);
	});

	test('is made again where ours was refused, or is closed, and refers to a closed one', () => {
		const [refused] = planWeaknesses(facts({origins: [origin({creation: 'rejected'})]})).wanted;
		const [closed] = planWeaknesses(facts({origins: [origin({status: 'completed'})]})).wanted;
		expect(refused?.fields['weakness_description']).not.toContain('came back');
		expect(closed?.fields['weakness_description']).toContain('It came back after PARLEY-m was closed.');
	});

	test('fits into what the other side takes, however many hosts there are and however long the texts, and still names its plugin', () => {
		fc.assert(fc.property(fc.array(fc.string({maxLength: 300}), {minLength: 1, maxLength: 300}), fc.string({maxLength: 5000}), (hosts, solution) => {
			const [planned] = planWeaknesses(facts({weaknesses: [weakness({hosts, solution, cves: ['CVE-2021-44228']})]})).wanted;
			const text = String(planned?.fields['weakness_description']);
			expect(text.length).toBeLessThanOrEqual(2000);
			expect(text).toContain('plugin 10114');
		}), {numRuns: 30});
	});
});
