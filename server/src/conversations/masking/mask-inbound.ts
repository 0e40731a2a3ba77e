import {
  createMasker,
  type Masker,
  type MaskingRules,
  maskHtml,
  maskText,
  type OrganizationId,
} from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import type { InboundMessage } from "../inbound-message.ts";
import { findMaskingRules } from "./masking.sql.ts";

/**
 * A batch as it may be stored: what contacts should not have sent is masked before anything is decided, written or routed by
 * it (W129). `deliveries`: where the unmasked words still lie.
 */
export function maskInbound(
  batch: readonly InboundMessage[],
  rules: MaskingRules | undefined,
): { batch: readonly InboundMessage[]; deliveries: ReadonlySet<string> } {
  const masker = rules === undefined ? undefined : createMasker(rules);
  if (masker === undefined) return { batch, deliveries: new Set() };
  const deliveries = new Set<string>();
  const masked = batch.map((message) => {
    const after = message.direction === "in" ? maskMessage(masker, message) : message;
    if (after !== message) deliveries.add(message.deliveryId);
    return after;
  });
  return { batch: masked, deliveries };
}

/** The same message when nothing of it had to be masked. */
function maskMessage(masker: Masker, message: InboundMessage): InboundMessage {
  const { subject, html, context } = message;
  const text = maskText(masker, message.text);
  const maskedSubject = subject === undefined ? undefined : maskText(masker, subject);
  const maskedHtml = html === undefined ? undefined : maskHtml(masker, html);
  const media = message.media.map((one) => {
    const name = one.name === undefined ? undefined : maskText(masker, one.name);
    return name === undefined || name === one.name ? one : { ...one, name };
  });
  const maskedContext = maskSubjectOf(masker, context);
  const same =
    text === message.text &&
    maskedSubject === subject &&
    maskedHtml === html &&
    maskedContext === context &&
    media.every((one, n) => one === message.media[n]);
  if (same) return message;
  return {
    ...message,
    ...{ text, media },
    ...(maskedSubject === undefined ? {} : { subject: maskedSubject }),
    ...(maskedHtml === undefined ? {} : { html: maskedHtml }),
    ...(maskedContext === undefined ? {} : { context: maskedContext }),
  };
}

/** What is kept beside a mail for its answers are ids and addresses, but for its subject. */
function maskSubjectOf(masker: Masker, context: InboundMessage["context"]): InboundMessage["context"] {
  const subject = context?.subject;
  if (typeof subject !== "string") return context;
  const masked = maskText(masker, subject);
  return masked === subject ? context : { ...context, subject: masked };
}

/** For words that come outside a batch of messages. */
export async function loadMask(client: LentClient, organizationId: OrganizationId): Promise<(text: string) => string> {
  const rules = await findMaskingRules(client, organizationId);
  const masker = rules === undefined ? undefined : createMasker(rules);
  return (text) => (masker === undefined ? text : maskText(masker, text));
}
