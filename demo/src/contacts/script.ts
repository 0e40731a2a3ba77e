export type DoorName = "Website" | "Trade website" | "Mobile app" | "Community" | "Mail" | NetworkName;
/** By what the network is called where contacts use it. */
export type NetworkName =
  | "Facebook"
  | "Instagram"
  | "LINE"
  | "SMS"
  | "Telegram"
  | "Viber"
  | "WeChat"
  | "WhatsApp"
  | "X";

/** What one invented contact wants, in their words. The lines must fit whatever an agent writes. */
export type Script = {
  readonly door: DoorName;
  readonly language: string;
  /** Where they are; of a mail, its subject; in the community, the post they write under; on a network "post": under one, too. */
  readonly page: string;
  /** Sent one after the other, before anybody answers. */
  readonly opening: readonly string[];
  /** The first time the agent asks something. */
  readonly whenAsked: string;
  /** One to each further answer. */
  readonly turns: readonly string[];
  /** After the last turn; then nothing more comes. */
  readonly farewell: string;
  /** When nobody answers for long. Once. */
  readonly nudge: string;
  /** The opening ends with a photo. */
  readonly photo?: boolean;
};
