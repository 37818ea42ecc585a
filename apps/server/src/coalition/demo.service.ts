import { readFile } from 'node:fs/promises';
import type { Demo } from '@entente/contracts';
import type { PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { IdentityService } from '../identity/index.js';
import { DemoPackage } from './demo-package.js';
import { demoCoalition } from './demo-coalition.js';
import { SetupService } from './setup.service.js';

/** Beside the sources: the same from `src` and from `dist`. */
const ACT = new URL('../../src/coalition/demo/joint-decision.akn.xml', import.meta.url);

/** Loads the demo coalition and its package. */
@Injectable()
export class DemoService {
  constructor(
    @Inject(SetupService) private readonly setups: SetupService,
    @Inject(IdentityService) private readonly identity: IdentityService,
    // Found when it is needed: lifecycle, which provides the package, itself needs this feature.
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  /** Works once, on an empty store. Throws what `SetupService.run` throws. */
  async load(): Promise<Demo> {
    const setup = demoCoalition();
    const act = await readFile(ACT);
    const ids = await this.setups.run(setup);
    const actors = await Promise.all(setup.people.map(async ({ email }) => this.#actor(ids, email)));
    const chair = actors.find(({ roles }) => roles.includes('chair'));
    if (chair === undefined) throw new Error('the demo has no chair');
    const delegates = actors.filter(({ roles }) => roles.includes('delegate'));
    await this.modules.get(DemoPackage, { strict: false }).load(act, chair, delegates);
    const { administrator, people } = setup;
    return {
      accounts: [...people, { ...administrator, delegation: 'ADM', roles: ['administrator' as const] }].map(
        ({ name, email, password, delegation, roles }) => ({ name, email, password, delegation, roles }),
      ),
    };
  }

  async #actor(ids: ReadonlyMap<string, PersonId>, email: string): Promise<SignedIn> {
    const id = ids.get(email);
    const actor = id === undefined ? null : await this.identity.actorOf(id);
    if (actor === null) throw new Error('a person of the demo was not made');
    return actor;
  }
}
