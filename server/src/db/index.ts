export { checkDurability } from "./check-durability.ts";
export { type Ctx, inTransaction } from "./ctx.ts";
export { type Database, type DatabaseOptions, type Db, openDatabase } from "./database.ts";
export { CannotStart, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded/index.ts";
export { isDatabaseAway } from "./is-database-away.ts";
export type { LentClient } from "./lend-client.ts";
export { migrate, migrationState } from "./migrate.ts";
export type { LastMessage, OutboxError, Row, Tables } from "./tables/index.ts";
export { DatabaseAway, type DatabaseWatch } from "./watch-database.ts";
