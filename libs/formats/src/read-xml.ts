import { decodeUtf8 } from '@entente/canonical';
import { err, ok, type Result } from '@entente/kernel';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { IMPORT_LIMITS, type ImportFault } from './imported-act.js';

/** An element as the reader of acts needs it: no siblings, no parents, no namespaces but whether it is Akoma Ntoso's. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** It belongs to no namespace of Akoma Ntoso. */
  readonly foreign: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** Line where its start tag ends, from 1. */
  readonly line: number;
  readonly children: XmlChild[];
}

/** A stretch of text; an object, so that one can tell which stretches have been read. */
export interface XmlText {
  readonly text: string;
}

export type XmlChild = XmlElement | XmlText;

export function isText(child: XmlChild): child is XmlText {
  return 'text' in child;
}

const AKOMA_NTOSO = /^http:\/\/(?:docs\.oasis-open\.org\/legaldocml\/ns\/akn\/|www\.akomantoso\.org\/)/;
const CHUNK = 65_536;

/** Thrown out of the parser's handlers to stop it at once; never leaves this file. */
class Stop extends Error {
  readonly fault: ImportFault;
  constructor(fault: ImportFault) {
    super(fault.code);
    this.fault = fault;
  }
}

interface At {
  readonly line: number;
  readonly column: number;
}

const fault = (code: ImportFault['code'], message: string, at: At = { line: 0, column: 0 }): ImportFault => ({
  code,
  message,
  line: at.line,
  column: at.column,
});

const BYTE_ORDER_MARKS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
  ['UTF-16', [0x3c, 0, 0x3f, 0]],
  ['UTF-16', [0, 0x3c, 0, 0x3f]],
];

/** Name of the encoding that the first bytes tell, where it is not UTF-8. */
function foreignEncoding(bytes: Uint8Array): string | null {
  for (const [name, mark] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) return name;
  }
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1];
  return declared === undefined || /^(?:utf-?8|us-ascii)$/i.test(declared) ? null : declared;
}

function decode(bytes: Uint8Array): Result<string, ImportFault> {
  if (bytes.length > IMPORT_LIMITS.bytes) {
    const limit = String(IMPORT_LIMITS.bytes / (1024 * 1024));
    return err(fault('TOO_LARGE', `The file is larger than ${limit} MiB.`));
  }
  const encoding = foreignEncoding(bytes);
  if (encoding !== null) {
    return err(fault('NOT_UTF8', `The file is encoded in ${encoding}; save it as UTF-8.`));
  }
  const text = decodeUtf8(bytes);
  if (text === null) return err(fault('NOT_UTF8', 'The file is not valid UTF-8.'));
  return ok(text.startsWith('\ufeff') ? text.slice(1) : text);
}

/** Builds the tree while the parser runs, and stops it at the first thing that is refused. */
class Builder {
  readonly #parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  readonly #open: XmlElement[] = [];
  #root: XmlElement | null = null;
  #nodes = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('doctype', () => {
      this.#stop(
        'XML_DTD',
        'The file declares a document type; entities and external references are refused.',
      );
    });
    parser.on('error', (error) => {
      // The parser puts `line:column: ` before its message; both are fields here.
      this.#stop(
        'XML_MALFORMED',
        `The file is not well-formed XML: ${error.message.replace(/^\d+:\d+: /, '')}`,
      );
    });
    parser.on('opentag', (tag) => {
      this.#openTag(tag);
    });
    parser.on('closetag', () => {
      this.#open.pop();
    });
    parser.on('text', (text) => {
      this.#text(text);
    });
    parser.on('cdata', (text) => {
      this.#text(text);
    });
  }

  build(text: string): XmlElement | null {
    for (let at = 0; at < text.length; at += CHUNK) this.#parser.write(text.slice(at, at + CHUNK));
    this.#parser.close();
    return this.#root;
  }

  #stop(code: ImportFault['code'], message: string): never {
    throw new Stop(fault(code, message, { line: this.#parser.line, column: this.#parser.column }));
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    if (this.#nodes > IMPORT_LIMITS.nodes) {
      this.#stop('TOO_MANY_NODES', `The file has more than ${String(IMPORT_LIMITS.nodes)} parts.`);
    }
  }

  #openTag(tag: SaxesTagNS): void {
    if (this.#open.length >= IMPORT_LIMITS.depth) {
      this.#stop('TOO_DEEP', `The file nests elements more than ${String(IMPORT_LIMITS.depth)} deep.`);
    }
    const attributes = Object.values(tag.attributes);
    this.#count(1 + attributes.length);
    const element: XmlElement = {
      name: tag.local,
      foreign: !AKOMA_NTOSO.test(tag.uri),
      attributes: new Map(attributes.map(({ local, value }) => [local, value])),
      line: this.#parser.line,
      children: [],
    };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  #text(text: string): void {
    this.#count(1);
    this.#open.at(-1)?.children.push({ text });
  }
}

/**
 * Parses an XML file into a light tree. Refuses document types, other encodings, and what is too large, deep or many,
 * while it reads: nothing is expanded and nothing is fetched.
 */
export function readXml(bytes: Uint8Array): Result<XmlElement, ImportFault> {
  const text = decode(bytes);
  if (!text.ok) return text;
  try {
    const root = new Builder().build(text.value);
    return root === null ? err(fault('XML_MALFORMED', 'The file has no element.')) : ok(root);
  } catch (cause) {
    if (cause instanceof Stop) return err(cause.fault);
    throw cause;
  }
}
