/** How a reply is sent: as the main button does it, or moved to a state as well. */
export type SendWish = "main" | "pending" | "resolved";

/** The command of each; their keys are heard by the reply box. */
export const SEND_COMMANDS: Readonly<Record<SendWish, string>> = {
  main: "conversation.send",
  pending: "conversation.sendAndPending",
  resolved: "conversation.sendAndResolve",
};
