import { Global, Module } from '@nestjs/common';
import { SecurityLog } from './security-log.js';

/** Lets every feature record security events. */
@Global()
@Module({ providers: [SecurityLog], exports: [SecurityLog] })
export class SecurityModule {}
