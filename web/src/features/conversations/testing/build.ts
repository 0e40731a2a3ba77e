import {
  type Bootstrap,
  type ConversationRow,
  type ConversationView,
  channelId,
  contactId,
  conversationId,
  eventId,
  identityId,
  type Me,
  type MessageView,
  messageId,
  NO_PRIORITIES,
  sessionId,
  tagId,
  topicId,
  userId,
} from "@guichet/contract";

/** A well-formed id that is the same for the same number. */
export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}
export const conversationIdOf = (number: number) => conversationId.parse(idOf(number));
export const channelIdOf = (number: number) => channelId.parse(idOf(0xc00000 + number));
export const userIdOf = (number: number) => userId.parse(idOf(0xa00000 + number));
export const topicIdOf = (number: number) => topicId.parse(idOf(0x700000 + number));
export const tagIdOf = (number: number) => tagId.parse(idOf(0x900000 + number));
export const messageIdOf = (number: number) => messageId.parse(idOf(0xe00000 + number));
export const eventIdOf = (number: number) => eventId.parse(idOf(0xf00000 + number));
/** Second `number` of the day all tests play on. */
export const instantOf = (number: number) => new Date(Date.UTC(2026, 10, 22) + number * 1000).toISOString();

/** A conversation's row as the server would send it; `change` names what matters to the test. */
export function buildRow(number: number, change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: conversationIdOf(number),
    version: 1,
    channelId: channelIdOf(1),
    platform: "messenger",
    visibility: "private",
    status: "new",
    queueAt: instantOf(number),
    priority: 0,
    waitingSince: instantOf(number),
    lastInboundAt: instantOf(number),
    windowEndsAt: null,
    contact: {
      id: contactId.parse(idOf(0xb00000 + number)),
      identityId: identityId.parse(idOf(0xd00000 + number)),
      name: `Contact ${number}`,
      photo: null,
      handle: null,
      vip: false,
      groupIds: [],
      optedOutAt: null,
    },
    assignee: null,
    teamId: null,
    lock: null,
    holder: null,
    subject: null,
    lastMessage: null,
    lastSeq: 1,
    topicIds: [],
    tagIds: [],
    abilities: ["see", "setStatus", "assign", "reply", "comment", "stealLock", "addTopics", "addTags"],
    boomerang: null,
    sla: null,
    ...change,
  };
}

/** A message in conversation 1 unless `change` says otherwise. */
export function buildMessage(number: number, change: Partial<MessageView> = {}): MessageView {
  return {
    type: "message",
    id: messageIdOf(number),
    conversationId: conversationIdOf(1),
    seq: number,
    orderKey: number,
    kind: "inbound",
    author: { type: "contact", name: "Contact 1" },
    text: `Message ${number}`,
    hasHtml: false,
    subject: null,
    replyTo: null,
    attachments: [],
    mentions: [],
    at: instantOf(number),
    edited: false,
    deleted: false,
    hidden: false,
    liked: false,
    reposted: false,
    removed: false,
    delivery: null,
    automatic: false,
    tagIds: [],
    withdrawn: false,
    shortCode: null,
    masked: false,
    reactions: [],
    linked: null,
    template: null,
    about: null,
    ...change,
  };
}

export function buildView(conversation: ConversationRow, change: Partial<ConversationView> = {}): ConversationView {
  return {
    conversation,
    entries: [],
    before: null,
    readSeq: null,
    unreadMark: null,
    draft: null,
    scheduled: [],
    post: null,
    ...change,
  };
}

export function buildMe(change: Partial<Me> = {}): Me {
  return {
    id: userIdOf(1),
    email: "kai@example.org",
    firstName: "Kai",
    lastName: "Wong",
    shortCode: null,
    photo: null,
    accountRole: "agent",
    locale: "en",
    colorScheme: "auto",
    timeZone: "Europe/Paris",
    twoFactor: false,
    presence: "available",
    awayState: null,
    presenceAtSignIn: { presence: "last" },
    preferences: {},
    sessionId: sessionId.parse(idOf(0x50)),
    inactiveMinutes: 30,
    sessionEndsAt: instantOf(90_000),
    ...change,
  };
}

export function buildBootstrap(change: Partial<Bootstrap> = {}): Bootstrap {
  return {
    version: "0.1.0",
    position: "0",
    me: buildMe(),
    organization: {
      name: "Lumen",
      afterReply: "pending",
      inactiveSessionMinutes: 30,
      locale: "en",
      timeZone: "Europe/Paris",
      topicRequired: false,
      mutingContacts: false,
      mutingPosts: false,
      undoSendSeconds: 5,
      removeAssignment: false,
      autoResolve: { new: { hours: 720, reasonId: null }, pending: { hours: 720, reasonId: null } },
      systemBoomerangHours: null,
      showInsights: true,
      reasonsAsked: { bulk: false, autoResolve: true, automation: false },
      masking: { manual: true, automatic: false, patterns: [] },
    },
    prioritization: NO_PRIORITIES,
    queueOptions: { filters: true, channelsFilter: true, order: null },
    channels: [1, 2, 3].map((number) => ({
      id: channelIdOf(number),
      platform: "messenger" as const,
      name: `Channel ${number}`,
      state: "connected" as const,
      role: "contributor" as const,
      topicRequired: false,
      shortCode: true,
      reasonAsked: { private: false, public: false },
      pendingHours: 720,
      replyWindowHours: null,
      privateReplyDays: null,
      splits: true,
      templates: false,
    })),
    troubles: [],
    awayStates: [],
    colleagues: [
      { id: userIdOf(1), name: "Kai Wong", photo: null, presence: "available", awayState: null, deactivated: false },
      { id: userIdOf(2), name: "Lina Ortega", photo: null, presence: "away", awayState: null, deactivated: false },
    ],
    teams: [],
    topics: [],
    tags: [],
    resolutionReasons: [],
    contactGroups: [],
    counts: { channels: [] },
    ...change,
  };
}
