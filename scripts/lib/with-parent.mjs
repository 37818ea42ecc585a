/**
 * Preloaded into the servers that `npm start` runs: they are in a session of their own (so that Ctrl-C cannot reach them
 * before their turn), and without this a killed parent would leave them running. The closed channel counts as SIGTERM.
 *
 * The server's code is loaded here while the parent still starts the database; `main` is run once the parent has sent the
 * settings, which so never stand among the variables that other programs of this user can read.
 */
if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  const settings = new Promise((resolve) => process.once('message', resolve));
  const { LOAD_AHEAD } = process.env;
  delete process.env.LOAD_AHEAD;
  if (LOAD_AHEAD !== undefined) await import(LOAD_AHEAD);
  Object.assign(process.env, await settings);
  process.channel.unref();
}
