import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connector, SendResult } from "../connector.ts";
import type { ConnectorBench } from "./bench-options.ts";
import { createRecordingContext, type RecordingContext } from "./recording-context.ts";
import type { SendCase } from "./send-cases.ts";

export function benchSending<Settings, Mode extends string>(
  connector: Connector<Settings>,
  { sending, endpoint }: ConnectorBench<Settings, Mode>,
): void {
  let started: Awaited<ReturnType<typeof sending.start>>;
  let context: RecordingContext;
  const told: string[] = [];
  const send = async (mode: Mode, message = sending.message): Promise<SendResult> => {
    started.peer.behave(mode);
    const result = await connector.send(message, started.channel, context.ctx);
    told.push(JSON.stringify(result));
    return result;
  };
  beforeAll(async () => {
    started = await sending.start();
    context = createRecordingContext();
  });
  afterAll(async () => {
    await context.stop();
    await started.peer.stop();
  });

  test.each(sending.cases.map((each) => [each.mode, each] as const))("F-10 the far side: %s", async (mode, each) => {
    expectResult(await send(mode), each);
    expect(started.peer.receivedCount()).toBe(each.reached ?? 1);
  });

  test("what arrives is what was meant, and the same again on a second attempt", async () => {
    const [first] = sending.cases.filter((each) => each.expect === "ok");
    if (first === undefined) throw new Error("The bench needs one case that succeeds.");
    for (const attempt of [1, 2]) {
      const message = { ...sending.message, attempt };
      await send(first.mode, message);
      await sending.expectReceived(started.peer, message);
    }
  });

  test("F-10 a far side that is not there is tried again later, because nothing was said", async () => {
    const gone = await sending.start();
    await gone.peer.stop();
    const result = await connector.send(sending.message, gone.channel, context.ctx);
    expect(result).toMatchObject({ ok: false, error: { kind: "retryable" } });
  });

  test("S6 a private address is refused and never reached", async () => {
    started.peer.behave(sending.cases[0]?.mode ?? fail());
    const strict = createRecordingContext({ allowPrivateHosts: [] });
    const result = await connector.send(sending.message, started.channel, strict.ctx);
    await strict.stop();
    expect(result).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^refused_/) } });
    expect(started.peer.receivedCount()).toBe(0);
  });

  describe("afterwards", () => {
    test("S41 no secret stands in a log line or a result", () => {
      const secrets = [...Object.values(started.channel.secrets), ...Object.values(endpoint.secrets).flat()];
      const seen = `${context.logged()}\n${told.join("\n")}`;
      for (const secret of secrets.filter((each) => each !== "")) {
        expect(seen).not.toContain(secret);
        expect(seen).not.toContain(Buffer.from(secret).toString("base64"));
      }
    });
  });
}

function fail(): never {
  throw new Error("The bench needs at least one case.");
}

function expectResult<Mode extends string>(result: SendResult, { expect: wanted }: SendCase<Mode>): void {
  if (wanted === "ok") expect(result).toMatchObject({ ok: true });
  else expect(result).toMatchObject({ ok: false, error: wanted });
}
