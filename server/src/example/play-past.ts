import type {
  AttachmentId,
  ChannelId,
  ConversationId,
  MessageId,
  OrganizationId,
  TopicId,
  UserId,
} from "@guichet/contract";
import { assignConversation } from "../conversations/assign-conversation.ts";
import { uploadAttachment } from "../conversations/attachment.ts";
import { type Claim, type InboundMessage, receiveMessages, recordNews, recordSend } from "../conversations/index.ts";
import { markRead } from "../conversations/read-marks.sql.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { setStatus } from "../conversations/set-status.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Parts } from "../parts.ts";
import type { ChannelName } from "./cast.ts";
import { drawFile } from "./draw-file.ts";
import { claimPastSend, findConversationOf } from "./example.sql.ts";
import type { Cast } from "./make-people.ts";
import type { PastConversation } from "./plan-past.ts";
import type { PastStep } from "./plan-steps.ts";
import { storeVisitorFile } from "./visitor-file.ts";

export type Stage = {
  readonly parts: Pick<Parts, "database" | "files" | "log">;
  readonly organizationId: OrganizationId;
  readonly cast: Cast;
  readonly channels: ReadonlyMap<ChannelName, ChannelId>;
  readonly topics: ReadonlyMap<string, TopicId>;
};

type Step<Type extends PastStep["type"]> = Extract<PastStep, { type: Type }>;
type Playing = { id: ConversationId | undefined; readonly sent: MessageId[]; seq: number };

/** Lets one conversation of the past happen, step by step, each at its own instant. */
export async function playPast(stage: Stage, past: PastConversation): Promise<void> {
  const playing: Playing = { id: undefined, sent: [], seq: 0 };
  for (const step of past.steps) {
    if (step.type === "message") playing.id = await receive(stage, past, step, playing.sent.length);
    else if (playing.id !== undefined) await act(stage, step, playing.id, playing.sent);
  }
  if (playing.id !== undefined) await noteReading(stage, past, playing.id, playing.sent);
}

async function receive(
  stage: Stage,
  past: PastConversation,
  step: Step<"message">,
  variant: number,
): Promise<ConversationId> {
  const { contact, topic } = past;
  const channelId = channelOf(stage, past);
  const messageId = uuidV7(step.at) as MessageId;
  const now = () => new Date(step.at);
  const upload =
    step.file === undefined || contact.channel === "Mobile app"
      ? []
      : [
          await storeVisitorFile(
            stage,
            { channelId, externalId: contact.externalId },
            drawFile(step.file, step.at % 9973),
            now,
          ),
        ];
  const message: InboundMessage = {
    channelId,
    platform: contact.channel === "Mobile app" ? "api" : "messenger",
    externalId: contact.channel === "Mobile app" ? `past-${messageId}` : messageId,
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
    visibility: "private",
    automatic: false,
    messageId,
    media: upload,
    deliveryId: uuidV7(step.at + variant),
  };
  const topicId = stage.topics.get(topic);
  await receiveMessages([message], {
    database: stage.parts.database,
    organizationId: stage.organizationId,
    // The port that automations will fill: the topic is known with the first message.
    steps: [() => (topicId === undefined ? {} : { addTopicIds: [topicId] })],
    now,
  });
  return await findConversationOf(ctxOf(stage, step.at, undefined), messageId);
}

async function act(
  stage: Stage,
  step: Exclude<PastStep, { type: "message" }>,
  id: ConversationId,
  sent: MessageId[],
): Promise<void> {
  const ctx = ctxOf(stage, step.at, step.agent);
  switch (step.type) {
    case "reply":
      sent.push(await reply(stage, ctx, step, id));
      return;
    case "comment": {
      const body = { id: uuidV7(step.at) as MessageId, kind: "comment" as const, text: step.text };
      await sendMessage(ctx, id, { ...body, ...PLAIN, afterwards: "stay" }, nameOf(stage, step.agent));
      return;
    }
    case "assign":
      await assignConversation(ctx, id, userOf(stage, step.to));
      return;
    case "resolve":
      await setStatus(ctx, id, "resolved", null);
  }
}

const PLAIN = { attachmentIds: [] as AttachmentId[], replyToId: null, mentions: [] as UserId[] };

/** Written and claimed in one transaction, then recorded as sent: see `claimPastSend`. */
async function reply(stage: Stage, ctx: Ctx, step: Step<"reply">, conversationId: ConversationId): Promise<MessageId> {
  const id = uuidV7(step.at) as MessageId;
  const file = step.file === undefined ? undefined : drawFile(step.file, step.at % 9973);
  const attachmentIds =
    file === undefined ? [] : [(await uploadAttachment(ctx, stage.parts.files, file.name, file.content)).id];
  const body = { ...PLAIN, id, kind: "reply" as const, text: step.text, attachmentIds, afterwards: step.afterwards };
  const claim: Claim = await inTransaction(ctx, async (trx) => {
    await sendMessage(trx, conversationId, body, nameOf(stage, step.agent));
    return await claimPastSend(trx, id);
  });
  const soon = () => new Date(step.at + 700);
  await recordSend({ database: stage.parts.database, now: soon }, claim, { outcome: "sent", externalId: id });
  return id;
}

/** Contacts read what they are told, agents what they answered. */
async function noteReading(
  stage: Stage,
  past: PastConversation,
  id: ConversationId,
  sent: readonly MessageId[],
): Promise<void> {
  const last = past.steps.at(-1);
  if (last === undefined || sent.length === 0) return;
  const at = last.at + 45_000;
  await stage.parts.database.withClient(stage.organizationId, async (client) => {
    const news = { kind: "delivery" as const, state: "read" as const, at };
    await recordNews(client, stage.organizationId, channelOf(stage, past), { clientRefs: sent }, news, new Date(at));
  });
  const agents =
    past.end === "new" ? [] : [...new Set(past.steps.flatMap((step) => ("agent" in step ? [step.agent] : [])))];
  for (const agent of agents) await markRead(ctxOf(stage, at, agent), id, 1_000_000);
}

function ctxOf(stage: Stage, at: number, agent: string | undefined): Ctx {
  return {
    db: stage.parts.database.of(stage.organizationId),
    organizationId: stage.organizationId,
    actor: agent === undefined ? { type: "system", name: "example" } : { type: "user", id: userOf(stage, agent) },
    now: () => new Date(at),
    log: stage.parts.log,
  };
}

function channelOf(stage: Stage, { contact }: PastConversation): ChannelId {
  const id = stage.channels.get(contact.channel);
  if (id === undefined) throw new Error(`The example has no channel ${contact.channel}.`);
  return id;
}

function userOf(stage: Stage, key: string): UserId {
  const found = stage.cast.get(key);
  if (found === undefined) throw new Error(`Nobody in the example is called ${key}.`);
  return found.userId;
}

function nameOf(stage: Stage, key: string): string {
  return stage.cast.get(key)?.name ?? "";
}
