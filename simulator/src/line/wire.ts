/** The shapes of LINE's Messaging API that the simulator speaks, after its public documentation. Times are in milliseconds. */
export type Source =
  | { readonly type: "user"; readonly userId: string }
  | { readonly type: "group"; readonly groupId: string; readonly userId?: string };
export type InMessage = { readonly id: string; readonly type: string } & Readonly<Record<string, unknown>>;
export type LineEvent = {
  readonly type: string;
  readonly mode: "active" | "standby";
  readonly timestamp: number;
  readonly webhookEventId: string;
  readonly deliveryContext: { readonly isRedelivery: boolean };
  readonly source?: Source;
  readonly replyToken?: string;
  readonly message?: InMessage;
} & Readonly<Record<string, unknown>>;

/** A message of the account as it was asked for. */
export type OutMessage = Readonly<Record<string, unknown>> & { readonly type: string };

/** What stands in a chat. `by`: a person's id, or "account". */
export type Said = {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly content: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly quoteToken: string;
  readonly markAsReadToken: string;
  readonly quotes: string | undefined;
  readonly unsent: boolean;
};

/** What the API answers when it does not do what was asked. */
export class LineRefusal extends Error {
  override name = "LineRefusal";
  readonly status: number;
  readonly details: readonly { readonly message: string; readonly property: string }[];

  constructor(status: number, message: string, details: LineRefusal["details"] = []) {
    super(message);
    this.status = status;
    this.details = details;
  }
}
