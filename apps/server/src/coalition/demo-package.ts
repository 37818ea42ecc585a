import type { SignedIn } from '@entente/nest-platform';

/**
 * What the demo asks of the feature that keeps packages (lifecycle provides it: `{ provide: DemoPackage, … }` in a global
 * module, as a provider of `LifecycleModule` that is exported).
 */
export abstract class DemoPackage {
  /**
   * Imports the act as a package in negotiation, and records a few positions.
   * @param act the Akoma Ntoso file
   * @param chair who starts the package: the chair of the demo coalition, with every mandate of the chair
   * @param delegates one delegate for each partner, with the mandate to take positions, in protocol order
   */
  abstract load(act: Uint8Array, chair: SignedIn, delegates: readonly SignedIn[]): Promise<void>;
}
