import { type MessageId, PLATFORMS, Refusal } from "@guichet/contract";
import { type InboundMessage, receiveMessages, recordNews } from "../conversations/index.ts";
import { markRead } from "../conversations/read-marks.sql.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { act, type Playing } from "./act.ts";
import { PLATFORM_OF } from "./cast.ts";
import { drawFile } from "./draw-file.ts";
import { findConversationOf } from "./example.sql.ts";
import type { PastConversation } from "./plan-past.ts";
import type { PastStep } from "./plan-steps.ts";
import { channelOf, ctxOf, type Stage } from "./stage.ts";
import { storeVisitorFile } from "./visitor-file.ts";

type Message = Extract<PastStep, { type: "message" }>;

/**
 * Lets one conversation of the past happen, step by step, each at its own instant. Somebody who looks on may take it in hand
 * meanwhile: then it is theirs, and its past ends there.
 */
export async function playPast(stage: Stage, past: PastConversation): Promise<void> {
  try {
    await playSteps(stage, past);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stage.parts.log.info("a conversation of the example was taken in hand", { code: error.code });
  }
}

async function playSteps(stage: Stage, past: PastConversation): Promise<void> {
  let playing: Playing | undefined;
  for (const step of past.steps) {
    if (step.type === "message") playing = await receive(stage, past, step, playing?.sent ?? []);
    else if (playing !== undefined) {
      if (step.type === "delete") await noteReading(stage, past, playing);
      await act(stage, step, playing);
    }
  }
  const isGone = past.steps.at(-1)?.type === "delete";
  if (playing !== undefined && !isGone) await noteReading(stage, past, playing);
}

async function receive(stage: Stage, past: PastConversation, step: Message, sent: MessageId[]): Promise<Playing> {
  const { contact, post, subject } = past;
  const channelId = channelOf(stage, contact.channel);
  const platform = PLATFORM_OF[contact.channel];
  const messageId = uuidV7(step.at) as MessageId;
  const now = () => new Date(step.at);
  const visitor = { channelId, externalId: contact.externalId };
  // Where files lie elsewhere (an app's server, a mail) there is nothing to fetch them from.
  const media =
    step.file !== undefined && platform === "messenger"
      ? [await storeVisitorFile(stage, visitor, drawFile(step.file, step.at % 9973), now)]
      : [];
  const message: InboundMessage = {
    channelId,
    platform,
    externalId: externalIdOf(platform, messageId),
    direction: "in",
    occurredAt: step.at,
    party: {
      externalId: contact.externalId,
      displayName: contact.name ?? `Visitor ${contact.externalId.slice(-4)}`,
      verified: contact.verified,
      attributes: contact.attributes,
      ...(contact.handle === undefined ? {} : { handle: contact.handle }),
    },
    text: step.text,
    visibility: post === undefined ? "private" : "public",
    ...(post === undefined ? {} : { threadKey: post.key, post: { text: post.text, dark: post.dark } }),
    ...(subject === undefined ? {} : { subject: sent.length === 0 ? subject : `Re: ${subject}` }),
    automatic: false,
    messageId,
    media,
    deliveryId: uuidV7(step.at + sent.length),
  };
  const { database } = stage.parts;
  await receiveMessages([message], { database, organizationId: stage.organizationId, steps: stage.steps, now });
  const id = await findConversationOf(ctxOf(stage, step.at, undefined), messageId);
  return { id, heard: messageId, sent, language: contact.language };
}

function externalIdOf(platform: "messenger" | "api" | "email", messageId: MessageId): string {
  if (platform === "messenger") return messageId;
  return platform === "api" ? `past-${messageId}` : `<${messageId}@mail.example>`;
}

/** Contacts read what they are told, agents what they answered. */
async function noteReading(stage: Stage, past: PastConversation, { id, sent }: Playing): Promise<void> {
  const last = past.steps.at(-1);
  if (last === undefined || sent.length === 0) return;
  const at = last.at + 45_000;
  const { channel } = past.contact;
  if (PLATFORMS[PLATFORM_OF[channel]].reports.read)
    await stage.parts.database.withClient(stage.organizationId, async (client) => {
      const news = { kind: "delivery" as const, state: "read" as const, at };
      await recordNews(
        client,
        stage.organizationId,
        channelOf(stage, channel),
        { clientRefs: sent },
        news,
        new Date(at),
      );
    });
  const agents =
    past.end === "new" ? [] : [...new Set(past.steps.flatMap((step) => ("agent" in step ? [step.agent] : [])))];
  for (const agent of agents) await markRead(ctxOf(stage, at, agent), id, { seq: 1_000_000 });
}
