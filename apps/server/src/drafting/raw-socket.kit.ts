import { request } from 'node:http';
import type { Socket } from 'node:net';

/** A WebSocket handshake with any headers: the open connection, or the status that refused it. */
export async function rawSocket(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<Socket | number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        ...headers,
      },
    });
    asked.on('upgrade', (_response, socket) => {
      resolve(socket);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** One binary frame, masked with zeros as clients must and nobody minds. */
export function binaryFrame(payload: readonly number[]): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(payload.length);
  return Buffer.concat([Buffer.from([0x82, 0xfe]), size, Buffer.alloc(4), Buffer.from(payload)]);
}

/** Resolves once the server has said goodbye (a close frame), or hung up. */
export async function saysGoodbye(socket: Socket): Promise<void> {
  let received = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on('close', () => {
      resolve();
    });
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (opcodes(received).includes(0x8)) resolve();
    });
  });
  socket.destroy();
}

function opcodes(bytes: Buffer): number[] {
  const found: number[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    found.push((bytes[at] ?? 0) & 0x0f);
    const short = bytes[at + 1] ?? 0;
    at += short === 126 ? 4 + bytes.readUInt16BE(at + 2) : 2 + short;
  }
  return found;
}
