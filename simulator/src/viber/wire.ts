/** The shapes of Viber's REST bot API that the simulator speaks, after its public documentation. Times are in milliseconds. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly country: string;
  subscribed: boolean;
};
/** A message as either side wrote it. */
export type Content = { readonly type: string } & Readonly<Record<string, unknown>>;
/** What stands in a chat. `by`: "contact" or "bot"; `token` has 64 bits. */
export type Said = {
  readonly token: bigint;
  readonly by: "contact" | "bot";
  readonly at: number;
  readonly content: Content;
  delivered: boolean;
  seen: boolean;
};
/** A callback; its `message_token` is written as a number, however long. */
export type Callback = {
  readonly event: string;
  readonly timestamp: number;
  readonly message_token: bigint;
} & Readonly<Record<string, unknown>>;
export type Answer = { readonly status: number; readonly status_message: string } & Readonly<Record<string, unknown>>;

/** JSON with tokens as numbers, as Viber writes them: longer than a number of JavaScript can hold. */
export function writeJson(value: unknown): string {
  const marked = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? `\u0001${inner}\u0001` : inner,
  );
  return marked.replaceAll(/"\\u0001(-?\d+)\\u0001"/g, "$1");
}
