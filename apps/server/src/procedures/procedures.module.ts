import type { ProcedureId } from '@entente/kernel';
import { SubjectRegistry } from '@entente/nest-platform';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DraftingModule, PackageDirectory } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { ProceduresController } from './procedures.controller.js';
import { ProceduresService } from './procedures.service.js';

@Module({
  imports: [DraftingModule, LifecycleModule],
  controllers: [ProceduresController],
  providers: [ProceduresService],
  exports: [ProceduresService],
})
export class ProceduresModule implements OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly packages: PackageDirectory,
    private readonly procedures: ProceduresService,
  ) {}

  onModuleInit(): void {
    this.subjects.register('procedure', async (id) => {
      const packageId = await this.procedures.packageOf(id as ProcedureId);
      return packageId === undefined ? null : ((await this.packages.subjectOf(packageId)) ?? null);
    });
  }
}
