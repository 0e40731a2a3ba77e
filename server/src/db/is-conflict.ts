/** A unique or foreign key, a serialization failure, a deadlock. */
const CONFLICTS = new Set(["23505", "23503", "40001", "40P01"]);

/** Another writer was met: nothing was kept, and to decide again is right. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && CONFLICTS.has(error.code);
}
