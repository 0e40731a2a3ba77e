/** The places where a fault test may kill, throw, hang or delay. */
export const failpointNames = [
  "inbound.before_raw_insert",
  "inbound.after_raw_insert",
  "inbound.after_raw_commit",
  "inbound.after_claim",
  "inbound.inside_message_transaction",
  "inbound.after_message_commit",
  "media.before_fetch",
  "media.after_file_written",
  "media.after_row",
  "photo.after_file_written",
  "outbound.before_commit",
  "outbound.after_commit",
  "outbound.after_claim_commit",
  "outbound.after_bytes_sent",
  "outbound.after_answer",
  "outbound.after_mark",
  "status.before_commit",
  "status.after_commit",
  "sla.before_commit",
  "sla.after_commit",
  "withdraw.before_commit",
  "sign_out.before_commit",
  "mute.before_commit",
  "masking.before_commit",
  "erase.between_steps",
  "due.before_commit",
  "due.after_commit",
  "routing.before_commit",
  "giving.before_commit",
  "virtual_agents.after_script",
  "virtual_agents.before_commit",
  "virtual_agents.after_commit",
  "bulk.before_commit",
  "bulk.after_commit",
  "email.after_fetch",
  "email.after_commit",
  "email.after_data",
  "email.after_accepted",
  "webhook_out.after_claim",
  "webhook_out.after_answer",
  "assign.between_read_and_write",
  "token_refresh.after_answer",
  "migration.between_steps",
  "dispatch.before_commit",
  "dispatch.after_commit",
  "notifications.before_commit",
  "notifications.mail_claimed",
] as const;

export type FailpointName = (typeof failpointNames)[number];
export type FailpointHandler = (name: FailpointName) => Promise<void> | undefined;

let handler: FailpointHandler | undefined;

/** Does nothing in the product; in a fault test, whatever the installed handler does. Call as `await failpoint("…")`. */
export function failpoint(name: FailpointName): Promise<void> | undefined {
  return handler?.(name);
}

/** Only test entry points call this (an architecture test holds it). Returns what takes the handler away again. */
export function installFailpoints(newHandler: FailpointHandler): () => void {
  handler = newHandler;
  return () => {
    handler = undefined;
  };
}
