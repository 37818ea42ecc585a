import { Module } from '@nestjs/common';
import { BooksController } from './books.controller.js';
import { BooksService } from './books.service.js';
import { RulebooksService } from './rulebooks.service.js';

@Module({
  controllers: [BooksController],
  providers: [BooksService, RulebooksService],
  exports: [RulebooksService],
})
export class RulebooksModule {}
