export { type Ask, askClient, askDb } from "./ask.ts";
export { checkDurability } from "./check-durability.ts";
export { compileRule, keyOf, type RuleSource } from "./compile-rule.ts";
export { type Ctx, inTransaction, transact } from "./ctx.ts";
export { type Database, type Db, openDatabase } from "./database.ts";
export { CannotStart, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded/index.ts";
export { isConflict } from "./is-conflict.ts";
export { isDatabaseAway } from "./is-database-away.ts";
export type { LentClient } from "./lend-client.ts";
export { migrate } from "./migrate.ts";
export { readRows } from "./read-rows.ts";
export type {
  ErasedParty,
  Holder,
  LastMessage,
  ReplyBefore,
  Row,
  StatusBefore,
  StatusUndo,
  Tables,
} from "./tables/index.ts";
export { withTransaction } from "./with-transaction.ts";
