/**
 * What the recorder writes down, one JSON line each, in a file outside the system: what was wanted, how it ended, what the
 * provider got, what each live client saw. A wish that never got its "end" has an unknown outcome: the checker may count it
 * either way, never both.
 */
export type Recorded = Begin | End | Delivered | Told | FollowerStart | Frame | Reloaded | VisitorSaw | Fault;

/** `op` ties begin and end; every wish is repeated with the same id until it is answered for good. */
export type Begin = { readonly type: "begin"; readonly op: number; readonly wish: Wish };
export type End = {
  readonly type: "end";
  readonly op: number;
  /** `ok`: acknowledged (2xx). `refused`: a definite no (4xx). `unknown`: a no after a try that nobody answered. */
  readonly outcome: Outcome;
  readonly code?: string;
};

export type Outcome = "ok" | "refused" | "unknown";

export type Wish = ContactMessage | AgentMessage | Withdrawal | Claim;
/** A contact's message through an API channel or the web messenger. */
export type ContactMessage = {
  readonly kind: "contact_message";
  readonly channelId: string;
  readonly contact: string;
  /** The platform's id of the message: the dedupe key. */
  readonly externalId: string;
  /** Place in the contact's own order; equal for those that were sent at once. */
  readonly n: number;
  readonly text: string;
  readonly files: readonly ExpectedFile[];
};
/** `stored`: must be there in the end with this content. `failed`: can never be fetched and must be shown so. */
export type ExpectedFile = { readonly name: string; readonly end: "stored" | "failed"; readonly size: number };
export type AgentMessage = {
  readonly kind: "agent_message";
  readonly agent: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly comment: boolean;
  readonly text: string;
};
/** An agent takes a reply back that was held for it: then it never leaves; refused, it goes its way. */
export type Withdrawal = { readonly kind: "withdrawal"; readonly messageId: string };
/** Only by agents who were not the assignee at this version: then exactly one of all who claim it may win. */
export type Claim = {
  readonly kind: "claim";
  readonly agent: string;
  readonly conversationId: string;
  readonly version: number;
};

/** The provider's ledger: one line for each request that it understood, in its own order. */
export type Delivered = {
  readonly type: "delivered";
  /** Which channel's address was called. */
  readonly channelId: string;
  readonly messageId: string;
  readonly contact: string;
  readonly text: string;
  /** Did it count as a message for the contact? A provider with idempotency counts an id once. */
  readonly effect: boolean;
};
/** The provider's word about a message, acknowledged by us. */
export type Told = { readonly type: "told"; readonly messageId: string; readonly status: "delivered" | "read" };

export type FollowerStart = {
  readonly type: "follower_start";
  readonly follower: string;
  readonly organizationId: string;
  readonly channelIds: readonly string[];
  readonly position: string;
  readonly counts: Readonly<Record<string, number>>;
};
/** A durable frame of the live feed. */
export type Frame = {
  readonly type: "frame";
  readonly follower: string;
  readonly position: string;
  /** Absent: a frame about something else (colleague, world_changed). */
  readonly conversation?: {
    readonly id: string;
    readonly channelId: string;
    readonly version: number;
    readonly status: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly entryIds: readonly string[];
  };
};
/** The server told it to begin anew; a `follower_start` comes next. */
export type Reloaded = { readonly type: "reloaded"; readonly follower: string };
/** What a visitor of the web messenger has on screen in the end, in its order. */
export type VisitorSaw = {
  readonly type: "visitor_saw";
  readonly channelId: string;
  readonly contact: string;
  readonly messages: readonly { readonly id: string; readonly from: "visitor" | "agent" }[];
};
export type Fault = {
  readonly type: "fault";
  readonly what: string;
  readonly at: number;
  readonly backAfterMs?: number;
};

/** What stands in the system after recovery. */
export type SystemState = {
  readonly channels: readonly { readonly id: string; readonly organizationId: string; readonly platform: string }[];
  readonly conversations: readonly StoredConversation[];
  readonly messages: readonly StoredMessage[];
  readonly outbox: readonly { readonly messageId: string; readonly state: string }[];
  readonly deliveries: readonly { readonly id: string; readonly state: string; readonly reason: string | null }[];
  readonly attachments: readonly StoredFile[];
  readonly events: readonly StoredEvent[];
  readonly eventsWaiting: number;
  readonly headPosition: string;
  /** "channel status" → count, as kept. */
  readonly queueCounts: Readonly<Record<string, number>>;
  /** Message ids that agents get to see, by conversation; undefined where it was not asked for. */
  readonly shown?: ReadonlyMap<string, readonly string[]>;
};
export type StoredConversation = {
  readonly id: string;
  readonly organizationId: string;
  readonly channelId: string;
  readonly contact: string;
  readonly threadKey: string;
  readonly visibility: string;
  readonly status: string;
  readonly lastSeq: number;
};
export type StoredMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly channelId: string;
  readonly seq: number;
  readonly orderKey: number;
  readonly kind: "inbound" | "outbound" | "comment";
  readonly externalId: string | null;
  readonly text: string;
  readonly deliveryState: string | null;
};
export type StoredFile = {
  readonly messageId: string;
  readonly name: string;
  readonly state: string;
  readonly failure: string | null;
  /** Bytes really found in the file store; null when there is no file. */
  readonly bytes: number | null;
};
export type StoredEvent = {
  readonly position: string;
  readonly id: string;
  readonly organizationId: string;
  readonly eventType: string;
  readonly conversationId: string | null;
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly seq: number | null;
  readonly status: string | null;
  readonly before: string | null;
  /** Whose the conversation is after it, and why it changed hands, for conversation.assigned. */
  readonly assignee: string | null;
  readonly cause: string | null;
  /** Where a send went, for message.delivery_changed. */
  readonly deliveryState: string | null;
};

/** `invariant` names what was broken; the sabotages say which ones they expect. */
export type Violation = { readonly invariant: Invariant; readonly detail: string };
export type Invariant =
  | "lost"
  | "doubled"
  | "out of order"
  | "invented"
  | "dishonest state"
  | "stuck"
  | "two winners"
  | "attachment"
  | "event log"
  | "queue counts"
  | "live feed"
  | "crossing"
  | "thread key";
