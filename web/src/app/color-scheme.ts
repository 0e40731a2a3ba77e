import type { MantineColorScheme, MantineColorSchemeManager } from "@mantine/core";

const KEPT_UNDER = "guichet.scheme";

/** Where the chosen theme is kept in this browser; `public/scheme.js` reads the same place before the first paint. */
export function keepColorScheme(): MantineColorSchemeManager {
  let stopListening = (): void => undefined;
  return {
    get: (fallback) => readScheme() ?? fallback,
    set: writeScheme,
    subscribe: (onUpdate) => {
      const listener = (event: StorageEvent): void => {
        if (event.key === KEPT_UNDER && isScheme(event.newValue)) onUpdate(event.newValue);
      };
      window.addEventListener("storage", listener);
      stopListening = () => window.removeEventListener("storage", listener);
    },
    unsubscribe: () => stopListening(),
    clear: () => undefined,
  };
}

function writeScheme(value: MantineColorScheme): void {
  try {
    localStorage.setItem(KEPT_UNDER, value);
  } catch {
    // Storage is blocked: the theme lasts until the page is closed.
  }
}

function readScheme(): MantineColorScheme | undefined {
  try {
    const kept = localStorage.getItem(KEPT_UNDER);
    return isScheme(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isScheme(value: string | null): value is MantineColorScheme {
  return value === "light" || value === "dark" || value === "auto";
}
