export { accessConversation } from "./access-conversation.ts";
export { findReplySince, listNew, type QueueStep, wasAnswered } from "./answer-owed/answers.sql.ts";
export { sendWhileWaiting } from "./answer-owed/send-while-waiting.ts";
export { removeAssigneeBySla, writeSla } from "./answer-owed/write-sla.ts";
export { retryAttachmentById } from "./attachment.ts";
export { claimMedia, type MediaJob } from "./attachment-work.sql.ts";
export { attachmentsRoutes } from "./attachments.routes.ts";
export { clearTimerListener } from "./clear-timer.listeners.ts";
export { contactHistory, hasOpenConversation } from "./contact-history.sql.ts";
export { type Conversation, factsOf } from "./conversation.ts";
export { conversationsListener } from "./conversations.listeners.ts";
export { abilitiesFor, type Reach } from "./conversations.policy.ts";
export { conversationsRoutes } from "./conversations.routes.ts";
export { loadRows, lockConversation } from "./conversations.sql.ts";
export { countQueue } from "./count-queue.sql.ts";
export { discardAttachmentById } from "./discard-attachment.ts";
export { holdUnknownPerson, keepEarlyProfile } from "./early-profiles/early-profiles.sql.ts";
export { writeFromApp } from "./from-apps/write-from-app.ts";
export type { BulkDeed, BulkOutcome, BulkTrace } from "./in-bulk/bulk-deed.ts";
export { checkWish } from "./in-bulk/check-wish.ts";
export { doInBulk } from "./in-bulk/do-in-bulk.ts";
export { listBulkAssignees } from "./in-bulk/list-bulk-assignees.ts";
export { undoInBulk } from "./in-bulk/undo-in-bulk.ts";
export type { InboundMedia, InboundMessage } from "./inbound-message.ts";
export type { IntakeDecision, IntakeFacts, IntakeStep, StepsOf } from "./intake-steps.ts";
export { findAttachedFiles } from "./kept-files.sql.ts";
export { conversationKnowledgeRoutes } from "./knowledge.routes.ts";
export { labelsRoutes } from "./labels/labels.routes.ts";
export { listLabelNames } from "./labels/labels.sql.ts";
export { latestInboundText } from "./latest-inbound.sql.ts";
export { listConversationIds } from "./list-conversations.ts";
export { claimLookup, isOnlyLookup, type Lookup, putOffLookup } from "./lookups/lookup-work.sql.ts";
export { recordPost, recordProfile } from "./lookups/record-lookup.ts";
export { wantContent, wantContentsOf } from "./lookups/want-contents.sql.ts";
export { loadMask } from "./masking/mask-inbound.ts";
export type { MessageNews } from "./message-news.ts";
export { messagesRoutes } from "./messages.routes.ts";
export {
  checkModeration,
  type ModerationTarget,
  noteRemoval,
  recordModeration,
  viewModerated,
} from "./moderating/moderate-message.ts";
export { mutingRoutes } from "./muting/muting.routes.ts";
export { recordSubscription } from "./opting-out/record-subscription.ts";
export { type Claim, claimSends, claimUncertain, type ReadyClaim, takeLostLeases } from "./outbox.sql.ts";
export { type Look, lookBack } from "./past/look-back.ts";
export {
  inReading,
  listPastConversations,
  listPastFacts,
  listPastMessages,
  type PastConversation,
  type PastFacts,
  type PastMessage,
} from "./past/past.sql.ts";
export { createTryOutPlaces, type TryOutPlaces } from "./past/try-out-places.ts";
export type { OpenPlace } from "./priority/rescore.sql.ts";
export { rescoreContact, rescoreConversation, rescoreNext } from "./priority/rescore.ts";
export { linkRecipient } from "./private-replies/link-recipient.sql.ts";
export { recordReceipts, type ToldReceipt } from "./receipts/record-receipts.ts";
export { receiveMessages } from "./receive-messages.ts";
export { recordAttachment } from "./record-attachment.ts";
export { type NewsAddress, recordNews } from "./record-news.ts";
export { type Gift, giveWaiting } from "./room/give-waiting.ts";
export { holdRoomOf, listRooms } from "./room/room.sql.ts";
export { listWaiting, type Waiting, type WaitingPlace } from "./room/waiting.sql.ts";
export { loadScheduled } from "./scheduling/scheduled.sql.ts";
export { sendSystemMessage } from "./send-system-message.ts";
export { recordSend } from "./sending/record-send.ts";
export type { SendOutcome } from "./sending/send-outcome.ts";
export { createSendRecorder } from "./sending/send-recorder.ts";
export { settleSignOuts } from "./signed-out/settle-sign-outs.ts";
export { signedOutListener } from "./signed-out/signed-out.listeners.ts";
export { settleStuckMessageAsAdmin } from "./stuck-message.ts";
export { sweepExpired } from "./sweep-expired.ts";
export { sweepUploads } from "./sweep-uploads.ts";
export { listBulkTeams } from "./teams/list-team-options.ts";
export { readRoutable } from "./teams/placements.sql.ts";
export {
  type Moved,
  type Route as RouteConversation,
  type RouteOptions,
  routeConversations,
} from "./teams/route-conversations.ts";
export { loadAudit, loadMessages } from "./thread.sql.ts";
export { startDueWork } from "./time/start-due-work.ts";
export { queueViewsRoutes } from "./views/queue-views.routes.ts";
export { delegateConversation } from "./virtual-agents/delegate.ts";
export { handOver } from "./virtual-agents/hand-over.ts";
export { listHeld } from "./virtual-agents/held.sql.ts";
export { sayAsVirtualAgent } from "./virtual-agents/say-as-agent.ts";
export { isWritten } from "./written.sql.ts";
