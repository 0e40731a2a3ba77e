import { wechatSettings } from "@guichet/contract";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, test, vi } from "vitest";
import { encrypt, signedQuery } from "../../../../simulator/src/wechat/sign.ts";
import type { EndpointForConnector, RawRequest } from "../connector.ts";
import { benchUrl } from "../connector-bench.ts";
import { createWechatConnector } from "./connector.ts";
import { decrypt } from "./reading/decrypt.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "aTokenOfOursThatWeChatIsTold";
const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const formerKey = `A${aesKey.slice(1)}`;
const appId = "wx0123456789abcdef";
const connector = createWechatConnector();
const endpoint = (keys: readonly string[] = [aesKey]): EndpointForConnector => ({
  ...{ id: "endpoint-1", secrets: { wechatToken: [token], encodingAesKey: keys } },
});
const xml =
  "<xml><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1795363140</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[真的]]></Content><MsgId>24123456789012352</MsgId></xml>";
const sealed = (inner = xml, key = aesKey, app = appId) => encrypt(inner, key, app);
const wrap = (encrypted: string, beside = "") =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>${beside}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
const request = (body: string, query: Record<string, string>, more: Partial<RawRequest> = {}): RawRequest => ({
  ...{ method: "POST", url: benchUrl, path: "", query, headers: {}, body: Buffer.from(body), receivedAt: now },
  ...more,
});
const verify = (given: RawRequest, at = endpoint(), clock = now) => connector.verify(given, at, clock);
const parse = async (body: string, keys: readonly string[] = [aesKey]) =>
  await connector.parse({ id: "d", path: "", headers: {}, body: Buffer.from(body), receivedAt: now }, [
    {
      ...{ id: "c", organizationId: "o", endpointId: "endpoint-1", platform: "wechat", externalId: appId, name: "L" },
      settings: wechatSettings.parse({ appId }),
      secrets: {},
      endpointSecrets: { encodingAesKey: keys },
    },
  ]);

describe("verifying what is encrypted", () => {
  test("S29 the signature of the message covers what is encrypted, and nothing plain is taken beside it", () => {
    const encrypted = sealed();
    const query = signedQuery(token, now, encrypted);
    expect(verify(request(wrap(encrypted), query)).ok).toBe(true);
    expect(verify(request(wrap(sealed()), query))).toMatchObject({ ok: false, status: 401 });
    expect(verify(request(xml, query))).toMatchObject({ ok: false, status: 401 });
    expect(verify(request(xml, signedQuery(token, now)))).toMatchObject({ ok: false, status: 401 });
    const { msg_signature: _none, ...without } = query;
    expect(verify(request(wrap(encrypted), without)).ok).toBe(false);
    expect(verify(request(wrap(encrypted), signedQuery("foreign", now, encrypted))).ok).toBe(false);
    expect(verify(request(wrap(encrypted), query), endpoint(), now + 301_000).ok).toBe(false);
  });

  test("S29 whatever is changed within it is refused", () => {
    const encrypted = sealed();
    const query = signedQuery(token, now, encrypted);
    fc.assert(
      fc.property(fc.nat({ max: encrypted.length - 1 }), fc.constantFrom("A", "b", "7"), (at, sign) => {
        fc.pre(encrypted.charAt(at) !== sign);
        const changed = encrypted.slice(0, at) + sign + encrypted.slice(at + 1);
        expect(verify(request(wrap(changed), query)).ok).toBe(false);
      }),
    );
  });

  test("S29 a document type, a large body, another path or method is refused", () => {
    const encrypted = sealed();
    const query = signedQuery(token, now, encrypted);
    expect(verify(request(`<!DOCTYPE xml>${wrap(encrypted)}`, query)).ok).toBe(false);
    expect(verify(request("x".repeat(1024 * 1024 + 1), query))).toMatchObject({ ok: false, status: 403 });
    expect(verify(request(wrap(encrypted), query, { path: "/x" }))).toMatchObject({ ok: false, status: 403 });
    expect(verify(request(wrap(encrypted), query, { method: "PUT" })).ok).toBe(false);
  });

  test("S29 elements within elements are refused before the parser sees them: nobody has signed them yet", () => {
    const pieces = vi.spyOn(Parser.prototype, "write");
    expect(verify(request(`<xml>${"<a>".repeat(20_000)}`, signedQuery(token, now))).ok).toBe(false);
    expect(pieces).not.toHaveBeenCalled();
    pieces.mockRestore();
  });

  test("an element that ends where it begins may stand beside what is encrypted", () => {
    const encrypted = sealed();
    expect(verify(request(wrap(encrypted, "<AgentID/>"), signedQuery(token, now, encrypted))).ok).toBe(true);
  });

  test("once the key was taken away, what is plain is taken again", () => {
    const query = signedQuery(token, now);
    expect(verify(request(xml, query), endpoint(["", aesKey])).ok).toBe(true);
    expect(verify(request(xml, query), endpoint([])).ok).toBe(true);
  });
});

describe("the handshake", () => {
  const shake = (query: Record<string, string>) => verify(request("", query, { method: "GET" }));

  test("what WeChat asks is given back as it came, to whoever knows the token", () => {
    const query = { ...signedQuery(token, now), echostr: "5838479218127813673" };
    expect(shake(query)).toEqual({
      ok: true,
      reply: { status: 200, contentType: "text/plain; charset=utf-8", body: "5838479218127813673" },
    });
    expect(shake({ ...query, signature: "0".repeat(40) })).toMatchObject({ ok: false, status: 401 });
    expect(shake({ ...signedQuery("foreign", now), echostr: "1" }).ok).toBe(false);
    expect(shake({ ...signedQuery(token, now - 301_000), echostr: "1" }).ok).toBe(false);
  });

  test("nothing that a browser would run is given back", () => {
    for (const echostr of ["", "<script>", "a b", "x".repeat(501)])
      expect(shake({ ...signedQuery(token, now), echostr }).ok).toBe(false);
  });
});

describe("reading what is encrypted", () => {
  const item = [{ type: "message", externalId: "24123456789012352", text: "真的" }];

  test("safe and compatible mode are read alike; beside the encrypted half nothing counts", async () => {
    expect((await parse(wrap(sealed()))).items).toMatchObject(item);
    const forged = xml.replace("<xml>", "").replace("</xml>", "").replace("真的", "forged");
    expect((await parse(wrap(sealed(), forged))).items).toMatchObject(item);
  });

  test("an element that ends where it begins is empty, beside what is encrypted and within", async () => {
    const inner = xml.replace("</xml>", "<EventKey/></xml>");
    expect((await parse(wrap(sealed(inner), "<AgentID/>"))).items).toMatchObject(item);
  });

  test("what was encrypted with the former key is read while it is good", async () => {
    expect((await parse(wrap(sealed(xml, formerKey)), [aesKey, formerKey])).items).toMatchObject(item);
    expect((await parse(wrap(sealed(xml, formerKey)), ["", formerKey])).items).toMatchObject(item);
  });

  test("another account, another key, and a document type within are problems, which are kept", async () => {
    const reason = async (encrypted: string) => (await parse(wrap(encrypted))).problems[0]?.reason;
    expect(await reason(sealed(xml, aesKey, "wxsomebodyelse"))).toBe("It is encrypted for another account.");
    expect(await reason(sealed(xml, formerKey))).toMatch(/cannot be decrypted/);
    expect(await reason("AAAA")).toMatch(/cannot be decrypted/);
    expect(await reason(sealed('<!DOCTYPE x [<!ENTITY a "b">]><xml/>'))).toMatch(/document type/);
  });

  test("I14 whatever is in it, nothing is thrown", () => {
    fc.assert(
      fc.property(fc.base64String({ maxLength: 400 }), (junk) => {
        expect(decrypt(junk, [aesKey], appId)).toHaveProperty("problem");
      }),
    );
    expect(decrypt(sealed(), [], appId)).toEqual({ problem: expect.stringContaining("no EncodingAESKey") });
  });
});
