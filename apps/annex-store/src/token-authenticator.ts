import { DELEGATION_KINDS, POWERS, ROLES } from '@entente/access';
import { instant, type DelegationCode, type MandateId, type PersonId } from '@entente/kernel';
import { Authenticator, Refusal, type Authentication } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { AnnexConfig } from './annex-config.js';

const ms = z.int().transform(instant);
const claims = z.object({
  sub: z.uuid(),
  name: z.string().min(1),
  delegation: z.string().regex(/^[A-Z]{2,8}$/),
  kind: z.enum(DELEGATION_KINDS),
  roles: z.array(z.enum(ROLES)),
  mandates: z.array(z.strictObject({ id: z.uuid(), power: z.enum(POWERS), from: ms, to: ms.nullable() })),
});

/**
 * Who calls, from the drafting server's one-minute token for this audience alone. The store has no people of its own: a right
 * that was taken away is gone when the token is, within a minute.
 */
@Injectable()
export class TokenAuthenticator extends Authenticator {
  constructor(@Inject(AnnexConfig) private readonly config: AnnexConfig) {
    super();
  }

  override async authenticate(request: Request): Promise<Authentication> {
    const [, token] = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '') ?? [];
    const read = token === undefined ? null : await this.#claimsOf(token);
    if (read === null) throw new Refusal('SIGN_IN_REQUIRED');
    return {
      actor: {
        person: read.sub as PersonId,
        name: read.name,
        delegation: read.delegation as DelegationCode,
        delegationKind: read.kind,
        roles: read.roles,
        mandates: read.mandates.map((mandate) => ({ ...mandate, id: mandate.id as MandateId })),
      },
      session: null,
    };
  }

  async #claimsOf(token: string): Promise<z.infer<typeof claims> | null> {
    try {
      const { payload } = await jwtVerify(token, this.config.publicKey, {
        issuer: 'entente',
        audience: 'annex',
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
      });
      return claims.parse(payload);
    } catch {
      return null;
    }
  }
}
