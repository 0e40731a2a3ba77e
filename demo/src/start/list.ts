import type { Admin } from "./admin.ts";

/** The first page of what is listed there. */
export async function list<T>(admin: Admin, path: string, schema: { parse(value: unknown): T }): Promise<T[]> {
  const answer = await admin.call("GET", path);
  const items = typeof answer === "object" && answer !== null && "items" in answer ? answer.items : undefined;
  if (!Array.isArray(items)) throw new Error(`GET ${path} did not answer with a list.`);
  return items.map((item) => schema.parse(item));
}
