export { checkDurability } from "./check-durability.ts";
export { type Ctx, inTransaction } from "./ctx.ts";
export { type Database, type Db, openDatabase } from "./database.ts";
export { CannotStart, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded/index.ts";
export { isDatabaseAway } from "./is-database-away.ts";
export type { LentClient } from "./lend-client.ts";
export { migrate } from "./migrate.ts";
export type { LastMessage, Row, Tables } from "./tables/index.ts";
