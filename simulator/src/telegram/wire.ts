/** The shapes of Telegram's Bot API that the simulator speaks, after its public documentation. Times are in seconds. */
export type User = {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
};
export type Chat = {
  readonly id: number;
  readonly type: "private";
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
};
export type FileRef = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size: number;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
};
export type Message = {
  readonly message_id: number;
  readonly from: User;
  readonly chat: Chat;
  readonly date: number;
  readonly edit_date?: number;
  readonly text?: string;
  readonly caption?: string;
  readonly photo?: readonly FileRef[];
  readonly video?: FileRef;
  readonly animation?: FileRef;
  readonly audio?: FileRef;
  readonly voice?: FileRef;
  readonly document?: FileRef;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly media_group_id?: string;
  readonly reply_to_message?: Omit<Message, "reply_to_message">;
  readonly reply_markup?: unknown;
};
export type Reaction = { readonly type: "emoji"; readonly emoji: string };

/** What happened, without its number. */
export type Happening =
  | { readonly message: Message }
  | { readonly edited_message: Message }
  | {
      readonly message_reaction: {
        readonly chat: Chat;
        readonly message_id: number;
        readonly user: User;
        readonly date: number;
        readonly old_reaction: readonly Reaction[];
        readonly new_reaction: readonly Reaction[];
      };
    }
  | {
      readonly callback_query: {
        readonly id: string;
        readonly from: User;
        readonly chat_instance: string;
        readonly message: Message;
        readonly data: string;
      };
    }
  | {
      readonly my_chat_member: {
        readonly chat: Chat;
        readonly from: User;
        readonly date: number;
        readonly old_chat_member: { readonly user: User; readonly status: string };
        readonly new_chat_member: { readonly user: User; readonly status: string };
      };
    };
export type Update = { readonly update_id: number } & Happening;

/** What the Bot API answers when it does not do what was asked. */
export class TelegramRefusal extends Error {
  override name = "TelegramRefusal";
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;

  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export function badRequest(words: string): TelegramRefusal {
  return new TelegramRefusal(400, `Bad Request: ${words}`);
}
