import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { ChannelId, MessageId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { numberPictures, pictureAddresses } from "./held-pictures.ts";
import type { InboundMessage } from "./inbound-message.ts";
import { receiveMessages } from "./receive-messages.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

describe("pictures that a mail has elsewhere", () => {
  let test: TestApp;
  let elsewhere: Server;
  let host: string;
  let agent: TestPerson;
  let outsider: TestPerson;
  let message: MessageId;
  const asked: { url: string; cookie: string | undefined; referer: string | undefined }[] = [];

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      const { url = "", headers } = request;
      asked.push({ url, cookie: headers.cookie, referer: headers.referer });
      if (url === "/moved.png") return response.writeHead(302, { location: "/lamp.png" }).end();
      if (url === "/gone.png") return response.writeHead(404).end(PNG);
      if (url === "/page.png")
        return response.writeHead(200, { "content-type": "image/png" }).end("<script>1</script>");
      return response.writeHead(200, { "content-type": "text/html" }).end(PNG);
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    const address = elsewhere.address();
    host = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    test = await startTestApp({ ALLOW_PRIVATE_HOSTS: "127.0.0.1:*" });
    const channelId = await test.apiChannel(test.organizationId);
    agent = await test.person(test.organizationId, "agent", { [channelId]: "viewer" });
    outsider = await test.person(test.organizationId, "agent");
    message = await receiveMail(channelId, ["/lamp.png?a=1&amp;b=2", "/moved.png", "/gone.png", "/page.png"]);
  });
  afterAll(async () => {
    await test?.stop();
    elsewhere?.closeAllConnections();
    elsewhere?.close();
  });

  it("S3 the page is told numbers, never addresses", async () => {
    const { body } = await test.call("GET", `/api/v1/messages/${message}/html`, { as: agent });
    const html = (body as { html: string }).html;
    expect(html).not.toContain(host);
    expect(html.match(/data-picture="\d+"/g)).toEqual([0, 1, 2, 3].map((number) => `data-picture="${number}"`));
    expect(asked).toEqual([]);
  });

  it("S3 a picture is fetched by the server, without anything of the person, and sent as what it is", async () => {
    const { status, headers } = await picture(0, agent);
    expect([status, headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(asked).toEqual([{ url: "/lamp.png?a=1&b=2", cookie: undefined, referer: undefined }]);
    expect((await picture(1, agent)).status).toBe(200);
  });

  it.each([
    ["an answer that is none", 2],
    ["a page that says it is a picture", 3],
    ["a number that the mail does not have", 4],
  ])("S3 %s is not found", async (_, number) => {
    expect((await picture(number, agent)).status).toBe(404);
  });

  it("S10 who may not see the conversation has nothing fetched", async () => {
    const before = asked.length;
    expect((await picture(0, outsider)).status).toBe(404);
    expect(asked.length).toBe(before);
  });

  it("S6 a private address is not called unless the operator allows it", async () => {
    const guarded = await startTestApp();
    try {
      const channelId = await guarded.apiChannel(guarded.organizationId);
      const id = await receiveMail(channelId, ["/lamp.png"], guarded);
      const before = asked.length;
      const answer = await guarded.call("GET", `/api/v1/messages/${id}/picture?number=0`, { as: guarded.admin });
      const reader = await guarded.person(guarded.organizationId, "agent", { [channelId]: "viewer" });
      const seen = await guarded.call("GET", `/api/v1/messages/${id}/picture?number=0`, { as: reader });
      expect([answer.status, seen.status, asked.length]).toEqual([404, 404, before]);
    } finally {
      await guarded.stop();
    }
  });

  it("S3 text that looks like a held picture is none", () => {
    const html =
      '<p title="&lt;img data-src=&quot;http://a/b&quot;">&lt;img data-src="http://a/c"&gt;</p><img alt="x" data-src="http://a/d">';
    expect(pictureAddresses(html)).toEqual(["http://a/d"]);
    expect(numberPictures(html)).toContain('<img alt="x" data-picture="0">');
  });

  const picture = (number: number, as: TestPerson) =>
    test.call("GET", `/api/v1/messages/${message}/picture?number=${number}`, { as });

  async function receiveMail(channelId: ChannelId, paths: readonly string[], to = test): Promise<MessageId> {
    const html = paths.map((path) => `<img alt="Lamp" data-src="${host}${path}" />`).join("");
    const { database } = to.app.parts;
    const mail: InboundMessage = {
      ...{ channelId, platform: "api" as const, externalId: "m1", direction: "in" as const, occurredAt: Date.now() },
      ...{ party: { externalId: "p1" }, text: "Lamps", html, visibility: "private" as const, automatic: false },
      ...{ media: [], deliveryId: uuidV7() },
    };
    const deps = { database, organizationId: to.organizationId, steps: [], now: () => new Date() };
    await receiveMessages([mail], deps);
    const found = await database.system
      .selectFrom("message_html")
      .select("message_id")
      .where("organization_id", "=", to.organizationId)
      .executeTakeFirstOrThrow();
    return found.message_id;
  }
});
