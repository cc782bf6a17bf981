// Before each file of tests: properties draw the same values in every run, so that a change is to blame for a failure and not the day.
import fc from 'fast-check';
import {seed} from './seed.js';

fc.configureGlobal({...fc.readConfigureGlobal(), seed});
