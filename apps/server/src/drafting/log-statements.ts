/** Milliseconds since the epoch, exact: stamps have three digits of a second. */
const ms = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * The rows' bytes and chains come each as one value, cut apart here by offset and size: as arrays they would travel as text,
 * twice as long, and be spelled out and read again for every keystroke.
 */
const INPUT = `
  input AS (
    SELECT document, seq, author, delegation, client, clock_from, clock_to,
      substring($8::bytea FROM start + 1 FOR size) AS bytes, substring($11::bytea FROM (at - 1)::int * 32 + 1 FOR 32) AS chain
    FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $9::int[], $10::int[])
      WITH ORDINALITY AS i (document, seq, author, delegation, client, clock_from, clock_to, start, size, at)
  ), span AS (
    SELECT document, min(seq) AS first, max(seq) AS last, (array_agg(chain ORDER BY seq DESC))[1] AS chain
    FROM input GROUP BY document
  )`;

/** Of the document `d`; null where there is none. Closed says more than paused. */
const STATE = `CASE WHEN NOT d.open THEN 'closed' WHEN d.paused THEN 'paused' WHEN d.open THEN 'open' END`;

const LAST_AT = `greatest(date_trunc('milliseconds', clock_timestamp()), d.last_at)`;

/** One row, the usual flight while few people type. */
export const APPEND_ONE = `
  WITH raised AS (
    UPDATE document d SET head = $2::int, chain = $9::bytea, last_at = ${LAST_AT}
    WHERE d.id = $1::uuid AND d.open AND NOT d.paused AND d.head = $2::int - 1
    RETURNING d.last_at
  ), inserted AS (
    INSERT INTO document_update
      (document, seq, author, delegation, client, clock_from, clock_to, bytes, chain, received_at)
    SELECT $1::uuid, $2::int, $3::uuid, $4::text, $5::bigint, $6::bigint, $7::bigint, $8::bytea, $9::bytea, last_at FROM raised
  )
  SELECT d.id AS document, ${ms('r.last_at')} AS at, ${STATE} AS state
  FROM document d LEFT JOIN raised r ON true WHERE d.id = $1::uuid`;

/**
 * Rows of several documents, by the compare-and-set that makes freezing exact and several nodes safe (DESIGN §4). Documents are
 * locked in the order of their ids, as closing a package does it: two flights, or a flight and a freeze, wait for each
 * other and never in a circle.
 */
export const APPEND_MANY = `WITH ${INPUT}, locked AS (
    SELECT id FROM document WHERE id IN (SELECT document FROM span) ORDER BY id FOR UPDATE
  ), raised AS (
    UPDATE document d SET head = s.last, chain = s.chain, last_at = ${LAST_AT}
    FROM span s JOIN locked l ON l.id = s.document WHERE d.id = s.document AND d.open AND NOT d.paused AND d.head = s.first - 1
    RETURNING d.id, d.last_at
  ), inserted AS (
    INSERT INTO document_update
      (document, seq, author, delegation, client, clock_from, clock_to, bytes, chain, received_at)
    SELECT i.document, i.seq, i.author, i.delegation, i.client, i.clock_from, i.clock_to, i.bytes, i.chain, r.last_at
    FROM input i JOIN raised r ON r.id = i.document
  )
  SELECT s.document, ${ms('r.last_at')} AS at, ${STATE} AS state
  FROM span s LEFT JOIN document d ON d.id = s.document LEFT JOIN raised r ON r.id = s.document`;

/** Of each document first itself, with its snapshot, then its rows; one statement, so all of it is of one moment. */
export const LOAD = `
  WITH d AS (
    SELECT d.*, s.seq AS snapshot_seq, s.bytes AS snapshot_bytes, s.vector, coalesce(a.after, s.seq, 0) AS after
    FROM unnest($1::uuid[], $2::int[]) AS a (id, after) JOIN document d ON d.id = a.id
      LEFT JOIN document_snapshot s ON s.document = d.id AND a.after IS NULL
  )
  SELECT id AS document, 'document' AS tag, snapshot_seq AS seq, NULL::uuid AS author, NULL AS delegation,
    0::float8 AS client, 0::float8 AS clock_from, 0::float8 AS clock_to, snapshot_bytes AS bytes, chain,
    ${ms('last_at')} AS at, package, kind, ${STATE} AS state, head, vector
  FROM d
  UNION ALL
    SELECT u.document, 'update', u.seq, u.author, u.delegation, u.client::float8, u.clock_from::float8,
      u.clock_to::float8, u.bytes, u.chain, ${ms('u.received_at')}, NULL, NULL, NULL, NULL, NULL
    FROM d JOIN document_update u ON u.document = d.id AND u.seq > d.after
  ORDER BY document, tag, seq`;

/** Only the narrow table of documents is read, and of it only what was asked for. */
export const HEADS = `SELECT id AS document, head, ${STATE} AS state FROM document d WHERE id = ANY ($1::uuid[])`;

/** An older snapshot than the one that is kept says nothing new; one of rows that are not here comes from before a restore (S185). */
export const SAVE_SNAPSHOT = `
  INSERT INTO document_snapshot (document, seq, bytes, vector)
  SELECT document, seq, $3::bytea, $4::bytea FROM document_update
  WHERE document = $1::uuid AND seq = $2::int AND chain = $5::bytea
  ON CONFLICT (document) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes, vector = excluded.vector
  WHERE document_snapshot.seq < excluded.seq`;
