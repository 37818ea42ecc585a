/**
 * Preloaded into the servers that `npm start` runs: they are in a session of their own (so that Ctrl-C cannot reach them
 * before their turn), and without this a killed parent would leave them running. The closed channel counts as SIGTERM.
 */
if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
