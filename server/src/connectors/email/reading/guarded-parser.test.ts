import { expect, test } from "vitest";
import { buildMail, mailbox, receivedAt } from "../fixtures/odd-mail.ts";
import { buildEmailChannel } from "../testing/build-channel.ts";
import { createGuardedParser } from "./guarded-parser.ts";
import { parseMail } from "./parse.ts";

const channels = [buildEmailChannel({ address: mailbox })];
const poisoned = createGuardedParser({
  time: 700,
  heapMb: 64,
  thread: new URL("../fixtures/poisoned-thread.ts", import.meta.url),
});

function deliver(body: Uint8Array) {
  return { id: "d", path: "", headers: {}, body, receivedAt };
}

test.each(["throw", "exit", "hang", "memory"])(
  "F-23 a mail that makes its reader %s becomes a note, and the next one is read",
  async (poison) => {
    const [bad, good] = await Promise.all([
      poisoned(deliver(Buffer.from(poison)), channels),
      poisoned(deliver(Buffer.from("fine")), channels),
    ]);
    expect(bad).toMatchObject({
      items: [
        {
          type: "message",
          automatic: true,
          media: [{ ref: "mail" }],
          text: expect.stringContaining("could not be read"),
        },
      ],
      problems: [{ reason: expect.stringContaining("limits") }],
    });
    expect(good.problems).toEqual([{ path: "", reason: "fine" }]);
  },
);

test("on its thread a mail is read as it is read here", async () => {
  const mail = deliver(buildMail({}));
  expect(await createGuardedParser()(mail, channels)).toEqual(parseMail(mail, channels));
});
