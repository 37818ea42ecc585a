/**
 * `npm start`: everything that a coalition needs, on this machine. Installs and builds what is missing, starts the embedded
 * PostgreSQL, migrates, starts the annex store and the server, and stops them in the opposite order.
 */
import { command } from './bootstrap.mjs';
import { readOptions } from './lib/start-options.mjs';
import { seconds, step } from './lib/steps.mjs';

// A terminal that is closed, or a pipe that is read no further, is no reason to drop a running coalition.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

await command(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return;
  // Loaded after the installation: what they import may not have been there before.
  const { buildStale } = await import('./lib/build.mjs');
  const { System } = await import('./lib/system.mjs');
  const system = new System({ ...options, step });
  await system.claim();
  stopOnSignals(system);
  await buildStale('programs', 'web');
  const address = await system.start();
  if (options.demo) await loadDemo(address);
  console.log(`\nEntente is ready after ${seconds()}: ${address}`);
  console.log(`Data in ${options.data}. Ctrl-C stops all of it.`);
  const ended = await system.untilOneEnds();
  if (system.stopping) return;
  console.error(`\nThe ${ended.name} ended by itself (${ended.how}); everything is stopped.`);
  const reason = await ended.explain();
  await system.stop();
  throw reason;
});

/** npm, the terminal and our own first process may each hand on the same Ctrl-C: what comes within a second is one. */
function stopOnSignals(system) {
  let first;
  const onSignal = () => {
    if (first === undefined) {
      first = performance.now();
      console.log('\nStopping: server, annex store, database …');
      void system.stop().then(
        () => {
          console.log(`Stopped after ${seconds(first)}; nothing is lost.`);
          process.exit(0);
        },
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (performance.now() - first > 1000) {
      console.error('Forced. What was recorded is safe; the next start recovers the database.');
      system.kill();
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  if (process.channel !== undefined) {
    process.once('disconnect', onSignal);
    process.channel.unref();
  }
}

/** By the same public first-run call as the page's button. */
async function loadDemo(address) {
  const answer = await step('load the demo coalition', () =>
    fetch(`${address}/api/v1/setup/demo`, { method: 'POST', headers: { origin: address } }),
  );
  if (answer.status === 409) {
    console.log(
      '  A coalition stands here already, with the accounts it had; the demo was not loaded. For a new one, choose an empty folder with --data.',
    );
    return;
  }
  if (!answer.ok) throw new Error(`the demo was refused: ${String(answer.status)} ${await answer.text()}`);
  const { accounts } = await answer.json();
  const width = (key) => Math.max(...accounts.map((account) => account[key].length));
  const [names, emails] = [width('name'), width('email')];
  console.log('\nDemo accounts:');
  for (const { name, email, password, delegation, roles } of accounts) {
    console.log(
      `  ${delegation.padEnd(5)} ${name.padEnd(names)}  ${email.padEnd(emails)}  ${password}  ${roles.join(', ')}`,
    );
  }
}
