import fc from "fast-check";
import { expect, test } from "vitest";
import type { Connector, EndpointForConnector, RawRequest } from "../connector.ts";
import type { ConnectorBench, SigningBench } from "./bench-options.ts";
import { damaged } from "./damaged.ts";

/** What the platform is told to call, on the bench. */
export const benchUrl = "https://care.example/webhooks/platform/endpoint-1";

export function benchSignatures<Settings, Mode extends string>(
  connector: Connector<Settings>,
  bench: ConnectorBench<Settings, Mode>,
): void {
  if (bench.signing === undefined) describeClosedDoor(connector, bench);
  else describeSigned(connector, bench, bench.signing);
}

function describeClosedDoor<Settings, Mode extends string>(
  connector: Connector<Settings>,
  { endpoint, now }: ConnectorBench<Settings, Mode>,
): void {
  test("S29 nothing can be posted to a platform without a webhook", () => {
    const requests = fc.record({
      method: fc.constantFrom("GET", "POST", "PUT", "HEAD"),
      url: fc.webUrl({ withQueryParameters: true }),
      path: fc.webPath(),
      query: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
      headers: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
      body: fc.uint8Array({ maxLength: 100 }),
      receivedAt: fc.constant(now),
    });
    fc.assert(
      fc.property(requests, (request) => {
        expect(connector.verify(request, endpoint, now).ok).toBe(false);
      }),
    );
  });
}

function describeSigned<Settings, Mode extends string>(
  connector: Connector<Settings>,
  bench: ConnectorBench<Settings, Mode>,
  { secretName, foreignSecret, sign, carriedBy = "headers", coversBody = true, toleranceMs }: SigningBench,
): void {
  const { endpoint, now } = bench;
  const [secret = ""] = endpoint.secrets[secretName] ?? [];
  const body = bench.fixtures[0]?.body ?? Buffer.from("{}");
  const request = (headers: Record<string, string>, sent: Uint8Array = body): RawRequest => {
    const proof = { query: {}, headers: {}, [carriedBy]: headers };
    return { method: "POST", url: benchUrl, path: "", ...proof, body: sent, receivedAt: now };
  };
  const withSecrets = (secrets: string[]): EndpointForConnector => ({
    ...endpoint,
    secrets: { [secretName]: secrets },
  });
  const verdict = (headers: Record<string, string>, at = endpoint, clock = now, sent = body) =>
    connector.verify(request(headers, sent), at, clock).ok;

  test("S29 the platform's own signature is accepted", () => {
    expect(verdict(sign(body, secret, now))).toBe(true);
    for (const fixture of bench.fixtures) {
      const signed = request(sign(fixture.body, secret, now), fixture.body);
      expect(connector.verify({ ...signed, path: fixture.path }, endpoint, now).ok).toBe(true);
    }
  });

  test("S29 without any one of its headers a request is refused", () => {
    const headers = sign(body, secret, now);
    expect(verdict({})).toBe(false);
    for (const name of Object.keys(headers)) {
      expect(verdict({ ...headers, [name]: "" })).toBe(false);
      expect(verdict(Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name)))).toBe(false);
    }
  });

  test("S29 a foreign secret, an empty one, or none at all opens nothing", () => {
    expect(verdict(sign(body, foreignSecret, now))).toBe(false);
    for (const secrets of [[], [""], [foreignSecret]]) {
      expect(verdict(sign(body, secret, now), withSecrets(secrets))).toBe(false);
      expect(verdict(sign(body, "", now), withSecrets(secrets))).toBe(false);
    }
    expect(verdict(sign(body, secret, now), { id: endpoint.id, secrets: {} })).toBe(false);
  });

  test("S29 during a rotation the old and the new secret are accepted", () => {
    expect(verdict(sign(body, secret, now), withSecrets([foreignSecret, secret]))).toBe(true);
    expect(verdict(sign(body, foreignSecret, now), withSecrets([foreignSecret, secret]))).toBe(true);
  });

  if (coversBody) {
    test("S29 an altered body is refused", () => {
      const headers = sign(body, secret, now);
      fc.assert(
        fc.property(damaged(body), (altered) => {
          fc.pre(!Buffer.from(altered).equals(Buffer.from(body)));
          expect(verdict(headers, endpoint, now, altered)).toBe(false);
        }),
      );
    });
  }

  test("S29 an altered or junk header is refused and never throws", () => {
    const headers = sign(body, secret, now);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(headers)), fc.string(), (name, junk) => {
        expect(verdict({ ...headers, [name]: junk })).toBe(false);
      }),
    );
  });

  if (toleranceMs === undefined) return;
  test("S29 a recorded request cannot be sent again later, and none comes from the future", () => {
    const headers = sign(body, secret, now);
    expect(verdict(headers, endpoint, now + toleranceMs - 1000)).toBe(true);
    expect(verdict(headers, endpoint, now + toleranceMs + 1000)).toBe(false);
    expect(verdict(headers, endpoint, now - toleranceMs - 1000)).toBe(false);
  });
}
