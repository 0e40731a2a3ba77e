/** Counters, gauges and histograms in Prometheus' text form. Small on purpose: names and labels are ours alone. */
export type Metrics = {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void;
  /** Read when asked. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  render(): Promise<string>;
};

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

type Histogram = { counts: number[]; sum: number; count: number };

export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, { help: string; read: () => number | Promise<number> }>();
  return {
    count(name, labels = {}, by = 1) {
      const key = keyOf(name, labels);
      counters.set(key, (counters.get(key) ?? 0) + by);
    },
    observe(name, seconds, labels = {}) {
      const key = keyOf(name, labels);
      const histogram = histograms.get(key) ?? { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
      for (const [n, bound] of BUCKETS.entries())
        if (seconds <= bound) histogram.counts[n] = (histogram.counts[n] ?? 0) + 1;
      histogram.sum += seconds;
      histogram.count += 1;
      histograms.set(key, histogram);
    },
    gauge: (name, help, read) => void gauges.set(name, { help, read }),
    async render() {
      const lines: string[] = [];
      for (const [key, value] of counters) lines.push(`${key} ${value}`);
      for (const [key, histogram] of histograms) lines.push(...renderHistogram(key, histogram));
      for (const [name, { help, read }] of gauges)
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${await read()}`);
      return `${lines.join("\n")}\n`;
    },
  };
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value.replace(/[\\"\n]/g, "_")}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

function renderHistogram(key: string, histogram: Histogram): string[] {
  const [name = key, rest = ""] = key.split("{");
  const labels = rest === "" ? "" : `${rest.slice(0, -1)},`;
  const buckets = BUCKETS.map((bound, n) => `${name}_bucket{${labels}le="${bound}"} ${histogram.counts[n] ?? 0}`);
  const all = rest === "" ? "" : `{${rest}`;
  return [
    ...buckets,
    `${name}_bucket{${labels}le="+Inf"} ${histogram.count}`,
    `${name}_sum${all} ${histogram.sum}`,
    `${name}_count${all} ${histogram.count}`,
  ];
}
