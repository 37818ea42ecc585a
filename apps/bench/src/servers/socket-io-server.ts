/** A bare socket.io server with the transport and the parser of ours: what those cost by themselves. */
import { Server } from 'socket.io';
import parser from 'socket.io-msgpack-parser';
import { givenPort, ready } from './ready.js';

const server = new Server({
  transports: ['websocket'],
  parser,
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
});

server.on('connection', (socket) => {
  const { document } = socket.handshake.auth as { document: string };
  void socket.join(document);
  for (const event of ['update', 'presence']) {
    socket.on(event, (bytes: Uint8Array) => {
      socket.to(document).emit(event, bytes);
    });
  }
});
server.listen(givenPort());
server.httpServer.on('listening', ready);
