export { type Ctx, inTransaction } from "./ctx.ts";
export { type Database, type DatabaseOptions, type Db, openDatabase } from "./database.ts";
export type { LentClient } from "./lend-client.ts";
export { migrate, migrationState } from "./migrate.ts";
export type { LastMessage, OutboxError, Tables } from "./tables/index.ts";
export { DatabaseAway, type DatabaseWatch } from "./watch-database.ts";
