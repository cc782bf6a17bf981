import {auditChainHolds} from './audit-chain-holds.js';
import {callCountsAreTrue} from './call-counts-are-true.js';
import {checkpointsAreOfOpenRuns} from './checkpoints-are-of-open-runs.js';
import {conflictCountsAreTrue} from './conflict-counts-are-true.js';
import {countsAddUp} from './counts-add-up.js';
import {editsHaveLinks} from './edits-have-links.js';
import {leasesAreOfRunningOperations} from './leases-are-of-running-operations.js';
import {linksAreUnique} from './links-are-unique.js';
import {linksFollowMappings} from './links-follow-mappings.js';
import {linksHaveRecords} from './links-have-records.js';
import {oneQuestionPerField} from './one-question-per-field.js';
import {operationsEndOnce} from './operations-end-once.js';
import {outboxIsLegal} from './outbox-is-legal.js';
import {questionsHaveLinks} from './questions-have-links.js';
import {questionsShowTheTruth} from './questions-show-the-truth.js';
import {runningOperationsLive} from './running-operations-live.js';
import {runsAreTheirPairs} from './runs-are-their-pairs.js';
import {secretsStayInside} from './secrets-stay-inside.js';
import {sendsAreInHand} from './sends-are-in-hand.js';
import {statusTellsOfDebts} from './status-tells-of-debts.js';
import {statusTellsOfQuestions} from './status-tells-of-questions.js';
import {verdictsAreWhole} from './verdicts-are-whole.js';
import type {Verification} from './verification.js';

/** Everything that SQL alone can prove of an installation; what each statement finds breaks it. */
export const verifications: readonly Verification[] = [
	linksHaveRecords, linksAreUnique, linksFollowMappings,
	oneQuestionPerField, questionsHaveLinks, questionsShowTheTruth, verdictsAreWhole,
	statusTellsOfQuestions, statusTellsOfDebts, editsHaveLinks,
	sendsAreInHand, outboxIsLegal,
	countsAddUp, runsAreTheirPairs, operationsEndOnce, runningOperationsLive, leasesAreOfRunningOperations, checkpointsAreOfOpenRuns,
	conflictCountsAreTrue, callCountsAreTrue,
	auditChainHolds, secretsStayInside,
];
