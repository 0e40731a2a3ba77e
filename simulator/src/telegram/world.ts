import { createFiles, type Files, type StoredFile } from "./files.ts";
import { createLanes, type Delivered, type Lanes, USUAL_KINDS, type Webhook } from "./webhook.ts";
import {
  badRequest,
  type Chat,
  type Happening,
  type Message,
  TelegramRefusal,
  type Update,
  type User,
} from "./wire.ts";

export type Received = {
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly status: number;
};

/** What the next call of a method comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "rate_limited"; readonly seconds: number }
  | { readonly type: "refused"; readonly code: number; readonly description: string }
  | { readonly type: "html_502" }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };

type Person = { readonly user: User; readonly chat: Chat; started: boolean; blocked: boolean };

/** One bot with its contacts, its messages, and where its updates go. */
export class BotWorld {
  readonly token: string;
  readonly user: User;
  readonly files: Files = createFiles();
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  /** Pictures of people, by their ids. */
  readonly faces = new Map<number, StoredFile>();
  readonly people = new Map<number, Person>();
  readonly messages: Message[] = [];
  readonly reactions = new Map<number, readonly string[]>();
  readonly answeredCallbacks: string[] = [];
  /** By chat: until when its person sees "typing"; epoch ms. */
  readonly typingUntil = new Map<number, number>();
  readonly lanes: Lanes;
  webhook: Webhook | undefined;
  readonly #misbehaviours = new Map<string, Misbehaviour[]>();
  readonly #updates: Update[] = [];
  readonly now: () => number;

  constructor(token: string, user: User, options: { readonly now: () => number; readonly retryBaseMs: number }) {
    this.token = token;
    this.user = user;
    this.now = options.now;
    this.lanes = createLanes({
      webhook: () => this.webhook,
      retryBaseMs: options.retryBaseMs,
      now: options.now,
      onDelivered: (one) => void this.delivered.push(one),
    });
  }

  /** In seconds, as Telegram counts. */
  date(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Something happened: it is delivered when its kind is wanted. */
  tell(chatId: number, happening: Happening): Update {
    const update: Update = { update_id: 100_000 + this.#updates.length, ...happening };
    this.#updates.push(update);
    const [kind = ""] = Object.keys(happening);
    if ((this.webhook?.allowed ?? USUAL_KINDS).includes(kind)) this.lanes.add(chatId, update);
    return update;
  }

  /** Every update so far, delivered or not. */
  updates(): readonly Update[] {
    return this.#updates;
  }

  keep(message: Message): Message {
    const at = this.messages.findIndex((one) => one.message_id === message.message_id);
    if (at === -1) this.messages.push(message);
    else this.messages[at] = message;
    return message;
  }

  nextMessageId(): number {
    return (this.messages.at(-1)?.message_id ?? 0) + 1;
  }

  /** The chat a bot may write to: its person has started it and not blocked it. */
  openChat(chatId: unknown): Chat {
    const person = this.people.get(Number(chatId));
    if (person === undefined) throw badRequest("chat not found");
    if (person.blocked) throw new TelegramRefusal(403, "Forbidden: bot was blocked by the user");
    if (!person.started) throw new TelegramRefusal(403, "Forbidden: bot can't initiate conversation with a user");
    return person.chat;
  }

  misbehave(method: string, how: Misbehaviour): void {
    this.#misbehaviours.set(method, [...(this.#misbehaviours.get(method) ?? []), how]);
  }

  takeMisbehaviour(method: string): Misbehaviour | undefined {
    return this.#misbehaviours.get(method)?.shift();
  }
}
