/** What is known of the message under which a contact's reaction stands, and of the contact. */
export type WeighedReaction = {
  /** The contact wrote that message. */
  readonly isOwn: boolean;
  /** Taken back or replaced since, or under what is deleted, or by somebody who is. */
  readonly isOver: boolean;
  /** When the contact last wrote in private on this channel, in any conversation. */
  readonly lastWroteAt: Date | null;
};
