import { createHmac } from "node:crypto";
import type { KnowledgeItemId, OrganizationId } from "@guichet/contract";
import type { LinkDeps } from "./knowledge-deps.ts";

/** 96 bits of a keyed digest: nobody without the key can name one, and guessing is hopeless. */
const LENGTH = 16;

/**
 * The token that stands for an address in a response. It is the same for everybody who gets the response, so that who
 * opened it cannot be told from the link.
 */
export function shortLinkToken(
  linkKey: Uint8Array,
  organizationId: OrganizationId,
  itemId: KnowledgeItemId,
  url: string,
): string {
  const digest = createHmac("sha256", linkKey).update(["short link", organizationId, itemId, url].join("\0")).digest();
  return digest.toString("base64url").slice(0, LENGTH);
}

export function shortLinkUrl({ publicUrl }: Pick<LinkDeps, "publicUrl">, token: string): string {
  return `${publicUrl.replace(/\/$/, "")}/l/${token}`;
}

export function articleUrl({ publicUrl }: Pick<LinkDeps, "publicUrl">, publicKey: string, slug: string): string {
  return `${publicUrl.replace(/\/$/, "")}/articles/${publicKey}/${slug}`;
}
