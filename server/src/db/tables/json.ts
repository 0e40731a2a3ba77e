import type { ColumnType } from "kysely";

/** A jsonb column: read as a value, written as text. */
export type Json<T = unknown> = ColumnType<T, string | null, string | null>;
