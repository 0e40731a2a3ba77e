import { z } from "zod";

/** The closed list of refusals: code → HTTP status. The browser translates the code; the server never sends prose to show. */
export const ERROR_STATUS = {
  invalid_input: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  second_factor_required: 401,
  second_factor_failed: 401,
  session_expired: 401,
  signature_refused: 401,
  not_allowed: 403,
  no_channel_access: 403,
  origin_refused: 403,
  password_wrong: 403,
  not_found: 404,
  link_expired: 404,
  already_exists: 409,
  changed_meanwhile: 409,
  lock_required: 409,
  locked_by_other: 409,
  status_not_possible: 409,
  assignee_without_access: 409,
  assignee_full: 409,
  team_without_access: 409,
  conversation_closed: 409,
  open_conversation_exists: 409,
  topic_required: 409,
  label_deleted: 409,
  channel_unavailable: 409,
  message_not_retryable: 409,
  last_admin: 409,
  still_in_use: 409,
  channel_taken: 409,
  second_inception: 409,
  too_late: 409,
  nothing_to_undo: 409,
  limit_reached: 409,
  masking_off: 409,
  private_reply_used: 409,
  too_large: 413,
  type_not_supported: 415,
  password_weak: 422,
  password_breached: 422,
  reply_window_closed: 422,
  contact_opted_out: 422,
  private_reply_over: 422,
  template_gone: 422,
  template_changed: 422,
  text_too_long: 422,
  placeholder_unfilled: 422,
  attachment_not_accepted: 422,
  resolve_incomplete: 422,
  connection_refused: 422,
  account_refused: 422,
  account_not_found: 422,
  account_unreachable: 422,
  account_differs: 409,
  account_secret_needed: 422,
  platform_refused: 422,
  too_many_attempts: 429,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 503,
  platform_away: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
const codes = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];
export const errorCode = z.enum(codes);

/** What every 4xx and 5xx answers. `reference` is in the log beside the cause; `fields` names what was wrong in the input. */
export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    reference: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    retryAfterSeconds: z.number().int().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;

export type RefusalDetails = NonNullable<ErrorBody["error"]["details"]>;

/** The one way to say no. Anything else that is thrown is a bug: logged with its cause, answered with a reference number. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: ErrorCode;
  readonly details: RefusalDetails;
  readonly fields: { path: string; problem: string }[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    options: {
      details?: RefusalDetails;
      fields?: { path: string; problem: string }[];
      retryAfterSeconds?: number;
    } = {},
  ) {
    super(code);
    this.code = code;
    this.details = options.details ?? {};
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
