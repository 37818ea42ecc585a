import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { seededRandom, testSeed, type SeededRandom } from '@entente/testing';
import { WebSocketServer, type WebSocket } from 'ws';
import { takeWholeFrames, type ReceiverBelow } from './whole-frames.js';

interface Sent {
  readonly frames: readonly Buffer[];
  readonly payload: Buffer;
}

/** What is used of `ws` below its public face. */
interface Below {
  readonly _socket: Socket;
  readonly _receiver: ReceiverBelow;
}

const SIZES = [0, 1, 20, 125, 126, 127, 300, 65_535, 65_536, 70_000];

function frame(first: number, payload: Buffer, random: SeededRandom): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = first;
  header[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (header.length === 4) header.writeUInt16BE(length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2);
  const mask = Buffer.from(Array.from({ length: 4 }, () => random.integer(256)));
  const masked = Buffer.from(payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0)));
  return Buffer.concat([header, mask, masked]);
}

function message(random: SeededRandom): Sent {
  const payload = Buffer.from(Array.from({ length: random.pick(SIZES) }, () => random.integer(128)));
  const roll = random.integer(10);
  if (roll === 0) return { frames: [frame(0x81, payload, random)], payload };
  if (roll > 2) return { frames: [frame(0x82, payload, random)], payload };
  // In three frames, with a ping between two of them.
  const [one, two] = [Math.floor(payload.length / 3), Math.floor(payload.length / 2)];
  const frames = [
    frame(0x02, payload.subarray(0, one), random),
    frame(0x00, payload.subarray(one, two), random),
    frame(0x89, Buffer.from('?'), random),
    frame(0x80, payload.subarray(two), random),
  ];
  return { frames, payload };
}

/** A server that tells what came, and a socket that has shaken hands with it. */
async function opened(
  tell: (payload: Buffer) => void,
): Promise<{ server: WebSocketServer; socket: Socket; closed: Promise<number> }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const closed = new Promise<number>((resolve) => {
    server.on('connection', (one: WebSocket) => {
      const { _socket, _receiver } = one as unknown as Below;
      takeWholeFrames(_socket, _receiver, tell);
      one.on('message', (data: Buffer) => {
        tell(data);
      });
      one.on('error', () => undefined);
      one.on('close', resolve);
    });
  });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  const lines = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  socket.write(
    ['GET / HTTP/1.1', ...lines, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', '', ''].join('\r\n'),
  );
  await once(socket, 'data');
  return { server, socket, closed };
}

describe('frames that come whole', () => {
  it('[S189] and frames that do not reach the server in their order and unchanged, however they are cut', async () => {
    const random = seededRandom(testSeed());
    const came: Buffer[] = [];
    const { server, socket } = await opened((payload) => came.push(Buffer.from(payload)));
    const sent = Array.from({ length: 60 }, () => message(random));
    const bytes = Buffer.concat(sent.flatMap(({ frames }) => frames));
    for (let at = 0; at < bytes.length;) {
      const size = random.pick([1, 7, 130, 4_000, 60_000]);
      await new Promise((resolve) => socket.write(bytes.subarray(at, at + size), resolve));
      at += size;
    }
    socket.end(frame(0x88, Buffer.of(0x03, 0xe8), random));
    await once(socket, 'close');
    expect(came.map((one) => one.length)).toEqual(sent.map(({ payload }) => payload.length));
    expect(Buffer.concat(came).equals(Buffer.concat(sent.map(({ payload }) => payload)))).toBe(true);
    server.close();
  });

  it('[S189] that a browser would not send are judged by ws: without a mask, with an extension, after the goodbye', async () => {
    const random = seededRandom(testSeed());
    const whole = frame(0x82, Buffer.from('abc'), random);
    const goodbye = frame(0x88, Buffer.of(0x03, 0xe8), random);
    const cases = [
      { bytes: [whole, Buffer.of(0x82, 1, 65)], code: 1_006, came: 1 },
      { bytes: [whole, frame(0xc2, Buffer.from('abc'), random)], code: 1_006, came: 1 },
      { bytes: [goodbye, whole, whole], code: 1_000, came: 0 },
    ];
    for (const { bytes, code, came } of cases) {
      const told: Buffer[] = [];
      const { server, socket, closed } = await opened((payload) => told.push(payload));
      socket.resume();
      for (const one of bytes) await new Promise((resolve) => socket.write(one, resolve));
      expect(await closed).toBe(code);
      expect(told).toHaveLength(came);
      socket.destroy();
      server.close();
    }
  });
});
