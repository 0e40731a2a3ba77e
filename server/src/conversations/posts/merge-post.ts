import type { InboundPost } from "../inbound-message.ts";

export type KeptPost = {
  readonly text: string;
  readonly url: string | null;
  readonly dark: boolean;
  readonly imageRef: string | null;
};

/**
 * The post as it is known after one more message told of it: what is newer counts, and what it does not say stays. Undefined:
 * nothing is new.
 */
export function mergePost(before: KeptPost | undefined, told: InboundPost): KeptPost | undefined {
  const after: KeptPost = {
    text: told.text || (before?.text ?? ""),
    url: told.url ?? before?.url ?? null,
    dark: told.dark,
    imageRef: told.image?.ref ?? before?.imageRef ?? null,
  };
  const same =
    before !== undefined &&
    before.text === after.text &&
    before.url === after.url &&
    before.dark === after.dark &&
    before.imageRef === after.imageRef;
  return same ? undefined : after;
}
