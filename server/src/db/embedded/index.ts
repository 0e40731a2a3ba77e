export { CannotStart } from "./cannot-start.ts";
export {
  type EmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
  stopLeftPostgres,
} from "./start-embedded-postgres.ts";
export { type DatabasePlace, hasEmbeddedDatabase, withDatabase } from "./with-database.ts";
