import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Which of these files is somebody's picture; the column names the file with its ending. */
export async function findPhotoFiles(system: Db, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{ file: string }>`
    select split_part(photo_file, '.', 1) as file from users
    where photo_file is not null and split_part(photo_file, '.', 1) = any(${[...keys]}::text[])`.execute(system);
  return found.rows.map(({ file }) => file);
}
