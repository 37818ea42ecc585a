import 'reflect-metadata';
import { request } from 'node:http';
import { waitFor } from '@entente/testing';
import { ask, Stage, words, type Person, type Text } from '../drafting/drafting.kit.js';
import { METRIC_KEYS, METRICS } from './metric-catalogue.js';
import { MetricsDoor } from './metrics-door.js';

const TOKEN = 'scraper-of-the-test';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Over a plain request, so that `Host` can be any. */
async function get(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Value of the one sample that begins like this; 0 where there is none. */
function sample(body: string, start: string): number {
  const line = body.split('\n').find((one) => one.startsWith(start));
  return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(' ') + 1));
}

describe('metrics of a running server', () => {
  let stage: Stage;
  let text: Text;
  let person: Person;
  let port: number;

  beforeAll(async () => {
    stage = await Stage.open('metrics', { METRICS_PORT: '0', METRICS_TOKEN: TOKEN });
    person = await stage.person('AU');
    text = await stage.package('one');
    port = stage.server.app.get(MetricsDoor).port ?? 0;
  }, 60_000);
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const scrape = async (): Promise<string> => {
    const { status, body } = await get(port, '/metrics', { authorization: `Bearer ${TOKEN}` });
    expect(status).toBe(200);
    return body;
  };

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer scraper-of-the-tesT' }],
    ['the beginning of the token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['the token as another scheme', { authorization: `Basic ${TOKEN}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('[S153] whoever brings %s learns nothing, whatever the path', async (_name, headers) => {
    for (const path of ['/metrics', '/', '/metrics/../metrics']) {
      expect(await get(port, path, headers as Record<string, string>)).toEqual({ status: 401, body: '' });
    }
  });

  it('[S153] the application’s own port has no metrics, with or without the token', async () => {
    const { hostname, port: own } = new URL(stage.server.address);
    for (const path of ['/metrics', '/api/v1/metrics', '/health/metrics']) {
      const headers = { authorization: `Bearer ${TOKEN}`, host: `${hostname}:${own}` };
      const answer = await get(Number(own), path, headers);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('entente_');
    }
  });

  it('[S153] without a token set, a page that had its name point to this machine is refused', async () => {
    const open = await Stage.open('metrics_open', { METRICS_PORT: '0' });
    try {
      const there = open.server.app.get(MetricsDoor).port ?? 0;
      expect(await get(there, '/metrics', { host: 'evil.example:9464' })).toEqual({ status: 403, body: '' });
      expect((await get(there, '/metrics', { host: `localhost:${String(there)}` })).status).toBe(200);
    } finally {
      await open.close();
    }
  });

  it('[S153] with the token, there is /metrics and nothing else', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await get(port, '/', headers)).status).toBe(404);
    expect((await get(port, '/metrics?x=1', headers)).status).toBe(404);
    const body = await scrape();
    for (const key of METRIC_KEYS) expect(body).toContain(`# TYPE ${METRICS[key].name} ${METRICS[key].kind}`);
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('[S150] what happened in live editing is counted once', async () => {
    const before = await scrape();
    const connection = await stage.inside(person, text);
    const document = text.articles[0] ?? text.structure;
    const reader = await stage.inside(await stage.person('CA'), text);
    words(connection.document(document).doc).insert(0, 'Unmistakable ');
    await waitFor('the reader to have it', () =>
      words(reader.document(document).doc).toJSON().startsWith('Unmistakable'),
    );
    await waitFor('the verdict', () => connection.unrecorded === 0);
    const socket = await stage.bare(person);
    await ask(socket, 'nothing' as 'join', {} as never);
    const after = await scrape();
    const grown = (start: string): number => sample(after, start) - sample(before, start);
    expect(grown('entente_updates_recorded_total ')).toBe(1);
    expect(grown('entente_acknowledged_seconds_count ')).toBe(1);
    expect(grown('entente_commit_seconds_count ')).toBe(1);
    expect(grown('entente_inspection_seconds_count ')).toBe(1);
    expect(grown('entente_connections_total ')).toBe(3);
    expect(grown('entente_frames_sent_total{frame="updates"} ')).toBe(1);
    expect(grown('entente_frame_bytes_sent_total{frame="updates"} ')).toBeGreaterThan(13);
    expect(grown('entente_refused_total{message="other",code="EVENT_UNKNOWN"} ')).toBe(1);
    expect(grown('entente_sockets ')).toBe(3);
    expect(grown('entente_people ')).toBe(2);
    expect(sample(after, 'entente_rooms ')).toBeGreaterThanOrEqual(2);
    expect(after).not.toMatch(new RegExp(`Unmistakable|${person.id}|${document}|Person of`));
  });
});
