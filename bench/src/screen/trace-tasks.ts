import type { Browser } from "playwright-core";

/** Tasks of the pages' main threads, by the CPU they used: on a shared machine the clock says nothing about a task. */
export type Tasks = { readonly cpuMs: number; readonly longestCpuMs: number; readonly count: number };
type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU of the thread, microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** Lets the browser itself tell what each task cost while the work was going on. */
export async function traceTasks<T>(
  browser: Browser,
  work: () => Promise<T>,
): Promise<{ value: T; tasks: Tasks; ms: number }> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", (data: { value: object[] }) => {
    for (const event of data.value as TraceEvent[]) if (isWanted(event)) events.push(event);
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"], excludedCategories: ["*"] },
  });
  const start = performance.now();
  const value = await work();
  const ms = performance.now() - start;
  const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return { value, tasks: addUp(events), ms };
}

function isWanted({ name }: TraceEvent): boolean {
  return name === "thread_name" || name === "ThreadControllerImpl::RunTask";
}

export function addUp(events: readonly TraceEvent[]): Tasks {
  const main = new Set(
    events
      .filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain")
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const costs = events
    .filter((event) => event.tdur !== undefined && main.has(`${event.pid} ${event.tid}`))
    .map((event) => (event.tdur ?? 0) / 1000);
  return {
    cpuMs: costs.reduce((sum, cost) => sum + cost, 0),
    longestCpuMs: costs.reduce((most, cost) => Math.max(most, cost), 0),
    count: costs.length,
  };
}
