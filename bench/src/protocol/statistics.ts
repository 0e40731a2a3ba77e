/** The value below which a share of the values lies (nearest rank). Throws on nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new Error("There are no values.");
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = percentile(sorted, 0.5);
  if (sorted.length % 2 === 1) return upper;
  return (upper + (sorted[sorted.length / 2] ?? upper)) / 2;
}

/** Growth: the slope of log(cost) over log(size). 0 = the cost does not grow with the data, 1 = it grows as the data does. */
export function exponent(points: readonly { readonly size: number; readonly cost: number }[]): number {
  if (points.length < 2) throw new Error("Growth needs two sizes.");
  const logs = points.map((point) => ({ x: Math.log(point.size), y: Math.log(point.cost) }));
  const x = logs.reduce((sum, point) => sum + point.x, 0) / logs.length;
  const y = logs.reduce((sum, point) => sum + point.y, 0) / logs.length;
  const over = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const under = logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return over / under;
}

export type Latency = { p50: number; p95: number; p99: number; p999: number; most: number };

/** Milliseconds, as a table shows them. */
export function summarize(values: readonly number[]): Latency {
  const at = (share: number) => Math.round(percentile(values, share) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999), most: at(1) };
}
