import type { OpenProcedure } from '@entente/contracts';
import type { Hash, PackageId, ProcedureId } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { Api } from '../harness/api.js';

const PASSWORD = 'demo-entente-2026';

/** Heads of the nine delegations of the demo, by partner. */
export const heads = {
  AU: 'eleanor.whitlock@au.example',
  CA: 'genevieve.tremblay-roy@ca.example',
  EU: 'annelies.verhoeven@eu.example',
  JP: 'haruko.shirakawa@jp.example',
  KR: 'yoon.seo-hyun@kr.example',
  NO: 'ingrid.solbakken@no.example',
  CH: 'ursina.caduff@ch.example',
  GB: 'rosalind.ashcombe@gb.example',
  US: 'caroline.hathaway@us.example',
} as const;

export const chair = 'sunniva.grondahl@pres.example';
export const secretariat = 'adrian.castellanos@sec.example';
export const administrator = 'jonas.weidmann@adm.example';

/** Moves the demo's package on by the API, so that each screen has something to show. */
export class DemoProgress {
  readonly #address: string;
  #package: PackageId | undefined;
  #hash: Hash | undefined;
  #procedure: ProcedureId | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  as(email: string): Api {
    return new Api(this.#address, { email, password: PASSWORD });
  }

  async find(): Promise<void> {
    const { packages } = await this.as(chair).call('packages', {});
    this.#package = packages[0]?.id;
  }

  async delegationsMay(rule: 'write' | 'suggest' | 'comment'): Promise<void> {
    const params = { package: this.#known(this.#package) };
    await this.as(chair).call('setDraftingRule', { params, body: { delegationsMay: rule } });
  }

  /** Tables the next version and opens a vote on it. */
  async decide(revision: number): Promise<void> {
    const packageHash = await this.#table(revision);
    await this.#open({ packageHash, rule: 'UNANIMITY_ABST' });
  }

  /** Tables the next version and puts it under silence. */
  async underSilence(revision: number): Promise<void> {
    const packageHash = await this.#table(revision);
    await this.#open({ packageHash, rulebook: { id: 'nato-silence', version: 1 }, lane: 'usual' });
  }

  async acknowledge(...partners: readonly (keyof typeof heads)[]): Promise<void> {
    const params = { procedure: this.#known(this.#procedure) };
    for (const partner of partners) {
      await this.as(heads[partner]).call('noteNotice', { params, body: { step: 'acknowledged' } });
    }
  }

  async askTime(partner: keyof typeof heads, reason: string): Promise<void> {
    const params = { procedure: this.#known(this.#procedure) };
    await this.as(heads[partner]).call('askExtension', {
      params,
      body: { until: null, reason, nonce: randomUUID() },
    });
  }

  /** The package returns to drafting. */
  async withdraw(reason: string): Promise<void> {
    const params = { procedure: this.#known(this.#procedure) };
    await this.as(chair).call('withdrawProcedure', { params, body: { reason } });
  }

  async #table(revision: number): Promise<Hash> {
    const params = { package: this.#known(this.#package) };
    const { packageHash } = await this.as(chair).call('tableVersion', { params, body: { revision } });
    this.#hash = packageHash;
    return packageHash;
  }

  async #open(body: OpenProcedure): Promise<void> {
    const params = { package: this.#known(this.#package) };
    this.#procedure = (await this.as(chair).call('openProcedure', { params, body })).id;
  }

  async act(partner: keyof typeof heads, act: 'agree' | 'object' | 'abstain', reason = ''): Promise<void> {
    const head = this.as(heads[partner]);
    const params = { procedure: this.#known(this.#procedure) };
    await liftReserves(head, partner, params);
    await head.call('act', {
      params,
      body: { act, reason, packageHash: this.#known(this.#hash), nonce: randomUUID() },
    });
  }

  async publish(): Promise<void> {
    await this.as(secretariat).call('publish', {
      params: { package: this.#known(this.#package) },
      body: { packageHash: this.#known(this.#hash) },
    });
  }

  #known<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new Error('the demo has not come that far');
    return value;
  }
}

/** What the delegation reserved as a position was taken over, and would stand in the way of what it now says. */
async function liftReserves(
  head: Api,
  partner: string,
  params: { readonly procedure: ProcedureId },
): Promise<void> {
  const { core } = await head.call('procedure', { params });
  const own = core.reserves.filter((reserve) => reserve.partner === partner && reserve.end === null);
  for (const { id } of own) {
    const end = { mode: 'lifted', to: null, reason: '', evidence: 'Cleared by the capital.' } as const;
    await head.call('speak', { params, body: { type: 'end_reserve', id, nonce: randomUUID(), ...end } });
  }
}
