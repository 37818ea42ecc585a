import type { Peer as Present } from '@entente/contracts';
import type { Clock } from '@entente/kernel';
import type { PresenceChange } from './ports.js';

/** A node that was not heard of for so many beats is taken to be gone, with everybody on it. */
const BEATS_TO_FORGET = 3;

interface Node {
  heardAt: number;
  readonly peers: Map<number, Present>;
}

/** The visitors of one package on the other nodes, as these tell it. Only for showing: nothing is decided by it. */
export class PresenceElsewhere {
  private readonly clock: Clock;
  private readonly beatMs: number;
  private readonly nodes = new Map<string, Node>();

  constructor(clock: Clock, beatMs: number) {
    this.clock = clock;
    this.beatMs = beatMs;
  }

  all(): Present[] {
    return [...this.nodes.values()].flatMap(({ peers }) => [...peers.values()]);
  }

  /** Takes what a node tells; answers what changed by it, null for who is gone. */
  take(name: string, change: PresenceChange): Map<number, Present | null> {
    const node = this.nodes.get(name) ?? { heardAt: 0, peers: new Map<number, Present>() };
    const changed = new Map<number, Present | null>();
    const gone = change.whole ? absent(node, change.peers) : change.gone;
    for (const client of gone) if (node.peers.delete(client)) changed.set(client, null);
    for (const present of change.peers) {
      node.peers.set(present.client, present);
      changed.set(present.client, present);
    }
    node.heardAt = this.clock.now();
    if (node.peers.size === 0) this.nodes.delete(name);
    else this.nodes.set(name, node);
    return changed;
  }

  /** Forgets nodes that fell silent; answers whom they had. */
  expire(): number[] {
    const before = this.clock.now() - this.beatMs * BEATS_TO_FORGET;
    const silent = [...this.nodes].filter(([, { heardAt }]) => heardAt < before);
    return silent.flatMap(([name, { peers }]) => {
      this.nodes.delete(name);
      return [...peers.keys()];
    });
  }
}

function absent(node: Node, peers: readonly Present[]): number[] {
  const here = new Set(peers.map(({ client }) => client));
  return [...node.peers.keys()].filter((client) => !here.has(client));
}
