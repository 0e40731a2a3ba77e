import type { EmailSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import type { ChannelForConnector } from "../../connector.ts";
import { oddCharsets } from "../fixtures/odd-charsets.ts";
import { oddHeaders } from "../fixtures/odd-headers.ts";
import { mailbox, type OddMail, receivedAt, threadingKey } from "../fixtures/odd-mail.ts";
import { oddPages } from "../fixtures/odd-pages.ts";
import { oddReports } from "../fixtures/odd-reports.ts";
import { oddStructures } from "../fixtures/odd-structures.ts";
import { buildEmailChannel } from "../testing/build-channel.ts";
import { parseMail } from "./parse.ts";

const channel: ChannelForConnector<EmailSettings> = buildEmailChannel({ address: mailbox, threading: threadingKey });

function read(mail: Uint8Array) {
  return parseMail({ id: "d", path: "", headers: {}, body: mail, receivedAt }, [channel]);
}

describe.each([
  ["charsets", oddCharsets],
  ["headers", oddHeaders],
  ["structures", oddStructures],
  ["pages", oddPages],
  ["reports", oddReports],
] as const)("odd mails: %s", (_name, mails: readonly OddMail[]) => {
  test.each(mails.map((odd) => [/^[A-Z]+-?\d/.test(odd.title) ? odd.title : `I14 ${odd.title}`, odd] as const))(
    "%s",
    (_title, odd) => {
      const { items, problems } = read(odd.mail);
      if (odd.expect === "backscatter") {
        expect({ items, problems: problems.length }).toEqual({ items: [], problems: 1 });
        return;
      }
      expect(problems).toEqual([]);
      expect(items).toHaveLength(1);
      const [item] = items;
      expect(item).toMatchObject(odd.expect);
      if (item !== undefined) odd.check?.(item);
    },
  );
});
