import type { MigrationTool } from '../ports/migration-tool.ts';
import { tool as atlas } from './atlas/index.ts';
import { tool as dbmate } from './dbmate/index.ts';
import { tool as diesel } from './diesel/index.ts';
import { tool as drizzle } from './drizzle/index.ts';
import { tool as flyway } from './flyway/index.ts';
import { tool as golangMigrate } from './golang-migrate/index.ts';
import { tool as goose } from './goose/index.ts';
import { tool as graphileMigrate } from './graphile-migrate/index.ts';
import { tool as hasura } from './hasura/index.ts';
import { tool as liquibase } from './liquibase/index.ts';
import { tool as nodePgMigrate } from './node-pg-migrate/index.ts';
import { tool as popx } from './popx/index.ts';
import { tool as prisma } from './prisma/index.ts';
import { tool as refinery } from './refinery/index.ts';
import { tool as sqitch } from './sqitch/index.ts';
import { tool as sql } from './sql/index.ts';
import { tool as sqlMigrate } from './sql-migrate/index.ts';
import { tool as sqlx } from './sqlx/index.ts';
import { tool as supabase } from './supabase/index.ts';

/** The tools whose files can be read, one for each folder here. */
export const tools: readonly MigrationTool[] = [
  atlas,
  dbmate,
  diesel,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  graphileMigrate,
  hasura,
  liquibase,
  nodePgMigrate,
  popx,
  prisma,
  refinery,
  sqitch,
  sql,
  sqlMigrate,
  sqlx,
  supabase,
];

export const toolById = (id: string): MigrationTool | undefined => tools.find((tool) => tool.id === id);
