import { Global, Module } from '@nestjs/common';
import { CoalitionController } from './coalition.controller.js';
import { CoalitionService } from './coalition.service.js';
import { DemoService } from './demo.service.js';
import { PeopleController } from './people.controller.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';

/** Global: publication and the public pages name the coalition. */
@Global()
@Module({
  controllers: [CoalitionController, PeopleController, SetupController],
  providers: [CoalitionService, SetupService, DemoService],
  exports: [CoalitionService],
})
export class CoalitionModule {}
