import { afterEach, describe, expect, it, vi } from "vitest";
import { addressOf, call, callLines } from "./call.ts";
import { Refusal } from "./refusal.ts";
import { routes } from "./routes.ts";
import { whenSignedOut } from "./signed-out.ts";

function answer(status: number, body: string): void {
  vi.stubGlobal("fetch", async () => new Response(status === 204 ? null : body, { status }));
}

afterEach(() => {
  vi.unstubAllGlobals();
  whenSignedOut(() => undefined);
});

describe("the address of a route", () => {
  it("fills in parameters, escaped, and leaves out what is not asked", () => {
    expect(addressOf(routes.getUser, { id: "a/b" })).toBe("/api/v1/users/a%2Fb");
    expect(addressOf(routes.listProblems, {}, { kind: "inbound_dead", after: undefined })).toBe(
      "/api/v1/problems?kind=inbound_dead",
    );
  });
});

describe("a call", () => {
  it("gives back what the server answered", async () => {
    answer(200, '{"needed":true}');
    await expect(call(routes.getSetUp)).resolves.toEqual({ needed: true });
  });

  it("an empty answer is nothing", async () => {
    answer(204, "");
    await expect(call(routes.signOut)).resolves.toBeUndefined();
  });

  it("throws the server's refusal with its code, reference and fields", async () => {
    answer(400, '{"error":{"code":"invalid_input","reference":"R1","fields":[{"path":"email","problem":"x"}]}}');
    await expect(call(routes.listUsers)).rejects.toMatchObject({
      code: "invalid_input",
      status: 400,
      reference: "R1",
      fields: [{ path: "email", problem: "x" }],
    });
  });

  it.each([
    [502, "unavailable"],
    [500, "internal"],
  ])("a proxy's own page with status %i counts as %s", async (status, code) => {
    answer(status, "<html>Bad gateway</html>");
    await expect(call(routes.listUsers)).rejects.toMatchObject({ code });
  });

  it("a server that cannot be reached is offline", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    await expect(call(routes.listUsers)).rejects.toBeInstanceOf(Refusal);
    await expect(call(routes.listUsers)).rejects.toMatchObject({ code: "offline" });
  });

  it("W24 an ended session is told to the frame; a wrong password is not", async () => {
    const told: string[] = [];
    whenSignedOut((reason) => told.push(reason));
    answer(401, '{"error":{"code":"sign_in_failed"}}');
    await expect(call(routes.listUsers)).rejects.toThrow();
    answer(401, '{"error":{"code":"session_expired"}}');
    await expect(call(routes.listUsers)).rejects.toThrow();
    expect(told).toEqual(["expired"]);
  });
});

describe("an answer in lines", () => {
  const body = { rule: { type: "any" as const, nodes: [] }, actions: [], allChannels: true, channelIds: [] };
  const read = async (): Promise<unknown[]> => {
    const lines: unknown[] = [];
    for await (const line of callLines(routes.tryAutomation, body, new AbortController().signal)) lines.push(line);
    return lines;
  };
  /** `broken`: the connection ends before the answer does. */
  const streamed = (pieces: string[], broken = false): void => {
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else if (broken) controller.error(new TypeError("network error"));
        else controller.close();
      },
    });
    vi.stubGlobal("fetch", async () => new Response(stream));
  };

  it("gives each line as it comes, also one that arrives in pieces", async () => {
    streamed(['{"type":"prog', 'ress","looked":1,"backTo":"é"}\n{"type":', '"failed","code":"internal"}\n']);
    expect(await read()).toEqual([
      { type: "progress", looked: 1, backTo: "é" },
      { type: "failed", code: "internal" },
    ]);
  });

  it("throws what was refused before the first one, and offline where the line is cut", async () => {
    answer(429, '{"error":{"code":"too_many_requests","retryAfterSeconds":5}}');
    await expect(read()).rejects.toMatchObject({ code: "too_many_requests", retryAfterSeconds: 5 });
    streamed(['{"type":"progress"'], true);
    await expect(read()).rejects.toMatchObject({ code: "offline" });
  });
});
