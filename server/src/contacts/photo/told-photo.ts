import { createHash } from "node:crypto";

/** A picture that a network told of; `key`: the same for the same picture. Both "": the person has none any more. */
export type ToldPhoto = { readonly ref: string; readonly key: string };

const NONE: ToldPhoto = { ref: "", key: "" };
const MOST_REF = 4000;

/**
 * What a connector said of a person's picture. `same`: what stays the same as long as the picture does, where that is not the
 * reference itself. Undefined: nothing that can be kept, as if nothing had been said.
 */
export function toToldPhoto(said: { readonly ref: string; readonly same?: string } | null): ToldPhoto | undefined {
  if (said === null) return NONE;
  const { ref, same = ref } = said;
  if (ref === "" || ref.length > MOST_REF || /[\0-\x20\x7f]/.test(ref) || !ref.isWellFormed()) return undefined;
  return { ref, key: createHash("sha256").update(same).digest("hex") };
}
