import type { SendError } from "../connector.ts";

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: SendError };

/**
 * Asks to be told of `fields` and of `more`, which are not offered to every app: a list with one that is not is refused as a
 * whole, and then `fields` alone are asked for.
 */
export async function asManyAsOffered<One extends Answer>(
  fields: readonly string[],
  more: readonly string[],
  ask: (fields: readonly string[]) => Promise<One>,
): Promise<One> {
  const answer = await ask([...fields, ...more]);
  return !answer.ok && answer.error.kind === "invalid_content" ? await ask(fields) : answer;
}
