// The program itself, from its sources: argv is what a person would type after "parley".
import {main} from '../../../source/cli.js';

process.exitCode = await main(process.argv.slice(2));
