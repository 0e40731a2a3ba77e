import { config } from "zod";

/**
 * The schema library tries at its first use whether it may write code at run time. The page's policy forbids that, and each
 * try would be reported as an attack. Ours are few and small: they are read as they stand.
 */
export function readSchemasPlainly(): void {
  config({ jitless: true });
}
