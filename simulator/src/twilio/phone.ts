import type { Account } from "./account.ts";
import type { Message, Sender } from "./wire.ts";

export type SentFile = { readonly bytes: Uint8Array; readonly type: string };

/** A person with a telephone: everything one can do there by SMS and MMS with one sender of an account. */
export type Phone = {
  readonly number: string;
  readonly name: string;
  readonly sender: Sender;
  /** Resolves when Twilio has delivered it, or lost it. `more`: what else its delivery says. */
  write(text: string, more?: Readonly<Record<string, string>>): Promise<Message>;
  sendFiles(text: string, files: readonly SentFile[]): Promise<Message>;
  /** Switched off, or blocked by a carrier: what is sent comes to this error; undefined: it arrives again. */
  setUnreachable(code: number | undefined): void;
  readonly isUnreachable: boolean;
  hasStopped(): boolean;
  /** The chat as this person sees it, the oldest first: what never arrived is not in it. */
  chat(): readonly Message[];
};

export function createPhone(account: Account, sender: Sender, number: string, name: string, apiUrl: string): Phone {
  let unreachable: number | undefined;
  const own = (message: Message): boolean => message.from === number || message.to === number;
  const isSenders = (message: Message): boolean =>
    [sender.address, ...sender.numbers].some((one) => message.from === one || message.to === one);
  return {
    number,
    name,
    sender,
    write: async (text, more = {}) => await account.take(number, sender, text, [], apiUrl, more),
    sendFiles: async (text, files) => {
      const media = files.map((file) => ({ ...file, sid: account.newSid("ME") }));
      return await account.take(number, sender, text, media, apiUrl);
    },
    setUnreachable(code) {
      unreachable = code;
      account.makeUnreachable(number, code);
    },
    get isUnreachable() {
      return unreachable !== undefined;
    },
    hasStopped: () => account.hasStopped(sender, number),
    chat: () =>
      account.messages.filter(
        (message) =>
          own(message) &&
          isSenders(message) &&
          (message.direction !== "outbound-api" || (message.status !== "undelivered" && message.status !== "failed")),
      ),
  };
}
