const KEY = "guichet.desktop";

export type DesktopState = "on" | "off" | "blocked" | "impossible";

/** Whether this browser shows windows for us; switched on here, in this browser alone. */
export function desktopState(): DesktopState {
  if (!("Notification" in window) || !window.isSecureContext) return "impossible";
  if (Notification.permission === "denied") return "blocked";
  return Notification.permission === "granted" && wanted() ? "on" : "off";
}

/** Only after a click: browsers punish whoever asks by themselves. */
export async function switchDesktop(on: boolean): Promise<DesktopState> {
  if (on && desktopState() !== "impossible" && Notification.permission !== "granted")
    await Notification.requestPermission();
  try {
    if (on) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: it stays off.
  }
  return desktopState();
}

/** A window of the system. `tag`: the same again replaces it. */
export function showDesktop(title: string, body: string, tag: string, onClick: () => void): void {
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onClick();
    };
  } catch {
    // Some mobile browsers have the name and not the thing.
  }
}

function wanted(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}
