import { parentPort } from 'node:worker_threads';
import { runTrial, type Trial } from '@entente/sync';
import { threadCpu } from './runtime.js';

/** The thread in which updates are tried: it knows nothing but the trial it is given, and answers each with what came of it. */
parentPort?.on('message', (trial: Trial) => {
  parentPort?.postMessage(runTrial(trial, threadCpu));
});
// Loaded: from now on the time that passes is the trial's.
parentPort?.postMessage(null);
