/** A channel's settings as they travel; each platform's form knows which keys it has. */
export type Settings = Readonly<Record<string, unknown>>;

export function textOf(settings: Settings, key: string, fallback = ""): string {
  const value = settings[key];
  return typeof value === "string" ? value : fallback;
}

export function numberOf(settings: Settings, key: string, fallback: number): number {
  const value = settings[key];
  return typeof value === "number" ? value : fallback;
}

export function flagOf(settings: Settings, key: string, fallback: boolean): boolean {
  const value = settings[key];
  return typeof value === "boolean" ? value : fallback;
}

export function linesOf(settings: Settings, key: string): string[] {
  const value = settings[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

export function partOf(settings: Settings, key: string): Settings {
  const value = settings[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
