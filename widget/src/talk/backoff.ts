/**
 * Milliseconds to wait after so many failures in a row: at most 2 s after none (a server that restarts is not stormed),
 * then doubling to 30 s; half of it by chance.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const whole = Math.min(30_000, 2_000 * 2 ** Math.min(failures, 10) * (failures ? 1 : 0.5));
  return Math.round(whole / 2 + (whole / 2) * random());
}
