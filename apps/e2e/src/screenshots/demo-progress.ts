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

  /** Tables the next version and opens a procedure on it. */
  async decide(revision: number): Promise<void> {
    const api = this.as(chair);
    const params = { package: this.#known(this.#package) };
    const version = await api.call('tableVersion', { params, body: { revision } });
    this.#hash = version.packageHash;
    const body = { packageHash: version.packageHash, rule: 'UNANIMITY_ABST' as const };
    this.#procedure = (await api.call('openProcedure', { params, body })).id;
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
