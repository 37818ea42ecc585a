/** The limit: forwards each binary message to the others of the room. No documents, no storage. */
import { WebSocketServer, type WebSocket } from 'ws';
import { givenPort, ready } from './ready.js';

const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: givenPort(), host: '127.0.0.1', perMessageDeflate: false });

server.on('connection', (socket, request) => {
  const name = request.url ?? '/';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('message', (message: Buffer) => {
    for (const other of room) if (other !== socket) other.send(message);
  });
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(name);
  });
});
server.on('listening', ready);
