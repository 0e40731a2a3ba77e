import { expect, it } from "vitest";
import { startLive } from "./live.ts";

it("I27 an upgrade to an address that is none is nobody's, and ends no process", () => {
  const live = startLive({ hub: { all: () => [] }, bus: { subscribe: () => undefined } } as never);
  try {
    for (const url of ["//", "///", "http://", "http://[", "//:0", "/api/v1/live%", "*"])
      expect([url, live.handleUpgrade({ url } as never, undefined as never, Buffer.alloc(0))]).toEqual([url, false]);
  } finally {
    live.stop();
  }
});
