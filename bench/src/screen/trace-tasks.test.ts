import { expect, it } from "vitest";
import { addUp } from "./trace-tasks.ts";

it("only the main threads of pages count, by their CPU", () => {
  const task = (tid: number, tdur?: number) => ({ name: "ThreadControllerImpl::RunTask", pid: 1, tid, tdur });
  const named = (tid: number, name: string) => ({ name: "thread_name", pid: 1, tid, args: { name } });
  const events = [task(7, 2000), task(8, 90_000), task(7, 30_000), task(7), named(7, "CrRendererMain"), named(8, "IO")];
  expect(addUp(events)).toEqual({ cpuMs: 32, longestCpuMs: 30, count: 2 });
});
