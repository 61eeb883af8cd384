import type { MigrationTool } from '../ports/migration-tool.ts';
import { tool as dbmate } from './dbmate/index.ts';
import { tool as diesel } from './diesel/index.ts';
import { tool as flyway } from './flyway/index.ts';
import { tool as golangMigrate } from './golang-migrate/index.ts';
import { tool as goose } from './goose/index.ts';
import { tool as prisma } from './prisma/index.ts';
import { tool as sql } from './sql/index.ts';
import { tool as sqlx } from './sqlx/index.ts';

/** The tools whose files can be read, one for each folder here. */
export const tools: readonly MigrationTool[] = [dbmate, diesel, flyway, golangMigrate, goose, prisma, sql, sqlx];

export const toolById = (id: string): MigrationTool | undefined => tools.find((tool) => tool.id === id);
