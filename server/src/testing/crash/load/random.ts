/** True with this probability. */
export function chance(probability: number): boolean {
  return Math.random() < probability;
}

export function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}

export function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
