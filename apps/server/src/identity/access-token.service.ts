import { limits } from '@entente/contracts';
import { instant, type Instant, type PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { ServerConfig } from '../server-config.js';
import { loadAccessKeys, type AccessKeys } from './access-keys.js';

const ISSUER = 'entente';
const AUDIENCE = 'entente';
const ANNEX_AUDIENCE = 'annex';
const ALGORITHM = 'EdDSA';

/** What an access token says: a person and a session. What they may do is asked of the database each time. */
export interface AccessClaims {
  readonly person: PersonId;
  readonly session: string;
}

/** Signs and checks tokens: Ed25519, ten minutes for this server, one minute for the annex store. */
@Injectable()
export class AccessTokenService {
  readonly #keys: AccessKeys;

  constructor(@Inject(ServerConfig) config: ServerConfig) {
    this.#keys = loadAccessKeys(config.keyDir);
  }

  async sign({ person, session }: AccessClaims): Promise<{ accessToken: string; expiresAt: Instant }> {
    const expiresAt = after(limits.accessTokenMs);
    const accessToken = await this.#token({ sid: session }, person, AUDIENCE, expiresAt);
    return { accessToken, expiresAt };
  }

  /** For the annex store, which has no database of people: it carries who, for which seat, with which mandates. */
  async signForAnnex(actor: SignedIn): Promise<{ token: string; expiresAt: Instant }> {
    const expiresAt = after(limits.annexTokenMs);
    const claims = {
      name: actor.name,
      delegation: actor.delegation,
      kind: actor.delegationKind,
      roles: actor.roles,
      mandates: actor.mandates,
    };
    const token = await this.#token(claims, actor.person, ANNEX_AUDIENCE, expiresAt);
    return { token, expiresAt };
  }

  /** The claims, or null where the token is not ours, not for us, altered or out of date. */
  async read(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.publicKey, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: [ALGORITHM],
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      const { sub, sid } = payload as { sub: string; sid: unknown };
      return typeof sid === 'string' ? { person: sub as PersonId, session: sid } : null;
    } catch {
      return null;
    }
  }

  #token(
    claims: Readonly<Record<string, unknown>>,
    person: PersonId,
    audience: string,
    expiresAt: Instant,
  ): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(person)
      .setIssuedAt()
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(this.#keys.privateKey);
  }
}

/** Whole seconds, as the token itself says. */
function after(ms: number): Instant {
  return instant(Math.floor((Date.now() + ms) / 1000) * 1000);
}
