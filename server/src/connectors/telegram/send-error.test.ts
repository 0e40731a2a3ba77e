import { describe, expect, test } from "vitest";
import { errorOfFailure } from "../outbound-failure.ts";
import { errorOfRefusal, isAlreadyDone, MIGRATED, PHOTO_REFUSED } from "./send-error.ts";

describe("what Telegram's refusals mean", () => {
  test.each([
    [403, "Forbidden: bot was blocked by the user", "recipient_unavailable", /has blocked the bot/],
    [403, "Forbidden: user is deactivated", "recipient_unavailable", /account is gone/],
    [403, "Forbidden: bot was kicked from the supergroup chat", "recipient_unavailable", /removed from the group/],
    [403, "Forbidden: bot can't initiate conversation with a user", "recipient_unavailable", /press Start/],
    [403, "Forbidden: something new", "recipient_unavailable", /does not let the bot/],
    [400, "Bad Request: chat not found", "recipient_unavailable", /does not know this chat/],
    [400, "Bad Request: message is too long", "invalid_content", /too long/],
    [400, "Bad Request: can't parse entities: Unsupported start tag", "invalid_content", /formatting/],
    [400, "Bad Request: not enough rights to send text messages to the chat", "permission", /may not write/],
    [400, "Bad Request: file is too big", "too_large", /too large/],
    [400, "Bad Request: BUSINESS_CONNECTION_INVALID", "permission", /business account/],
    [400, "Bad Request: something new", "invalid_content", /refused the message/],
    [401, "Unauthorized", "auth_expired", /token/],
    [404, "Not Found", "auth_expired", /token/],
    [413, "Request Entity Too Large", "too_large", /too large/],
    [500, "Internal Server Error", "retryable", /500/],
  ])("%i %s", (status, description, kind, message) => {
    expect(errorOfRefusal({ status, description, isTelegram: true })).toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });

  test("W158 that the contact has blocked the bot is remembered", () => {
    const refused = { status: 403, description: "Forbidden: bot was blocked by the user", isTelegram: true };
    expect(errorOfRefusal(refused)).toHaveProperty("optedOut", true);
    expect(errorOfRefusal({ ...refused, description: "Forbidden: user is deactivated" })).not.toHaveProperty(
      "optedOut",
    );
  });

  test("429 says how long to wait", () => {
    const limited = {
      status: 429,
      description: "Too Many Requests: retry after 5",
      isTelegram: true,
      retryAfterMs: 5000,
    };
    expect(errorOfRefusal(limited)).toMatchObject({ kind: "rate_limited", retryAfterMs: 5000 });
  });

  test("a group that moved and a picture that cannot be shown have codes of their own", () => {
    const of = (description: string) => errorOfRefusal({ status: 400, description, isTelegram: true }).code;
    expect(of("Bad Request: group chat was upgraded to a supergroup chat")).toBe(MIGRATED);
    expect(of("Bad Request: PHOTO_INVALID_DIMENSIONS")).toBe(PHOTO_REFUSED);
  });

  test("404 of something that is not Telegram says that the address is wrong, not the token", () => {
    expect(errorOfRefusal({ status: 404, description: "", isTelegram: false })).toMatchObject({ kind: "permission" });
  });

  test("an edit that changes nothing has succeeded", () => {
    expect(isAlreadyDone({ status: 400, description: "Bad Request: message is not modified" })).toBe(true);
    expect(isAlreadyDone({ status: 400, description: "Bad Request: message is too long" })).toBe(false);
  });

  test("I6 once bytes have left nobody knows, before that it may be tried again", () => {
    const timeout = { ok: false, reason: "timeout", detail: "The other side took too long." } as const;
    expect(errorOfFailure({ ...timeout, sentBytes: true }).kind).toBe("outcome_unknown");
    expect(errorOfFailure({ ...timeout, sentBytes: false }).kind).toBe("retryable");
    const refused = { ok: false, reason: "refused_address", detail: "This address is not allowed." } as const;
    expect(errorOfFailure({ ...refused, sentBytes: false }).kind).toBe("permission");
  });
});
