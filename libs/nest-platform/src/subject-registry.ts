import type { Subject } from '@entente/access';
import { Injectable } from '@nestjs/common';

/** The subject that an id of the path names, or null where there is none. */
export type SubjectResolver = (id: string) => Promise<Subject | null>;

/** Path parameters that name a subject; where a path has several, the first of this list decides. */
const SUBJECT_PARAMETERS = ['procedure', 'annex', 'package'] as const;
export type SubjectParameter = (typeof SUBJECT_PARAMETERS)[number];

/** Where features say how to find what a path parameter is about, so that the one guard can ask `may`. */
@Injectable()
export class SubjectRegistry {
  readonly #resolvers = new Map<SubjectParameter, SubjectResolver>();

  /** Called by the owning feature in `onModuleInit`, once for each parameter. */
  register(parameter: SubjectParameter, resolver: SubjectResolver): void {
    if (this.#resolvers.has(parameter)) {
      throw new Error(`two features resolve the path parameter ${parameter}`);
    }
    this.#resolvers.set(parameter, resolver);
  }

  /** `none`: the path names no subject. `null`: it names one that does not exist. */
  async subjectOf(params: Readonly<Record<string, unknown>>): Promise<Subject | null | 'none'> {
    for (const parameter of SUBJECT_PARAMETERS) {
      const id = params[parameter];
      const resolver = this.#resolvers.get(parameter);
      if (typeof id === 'string' && resolver !== undefined) return resolver(id);
    }
    return 'none';
  }
}
