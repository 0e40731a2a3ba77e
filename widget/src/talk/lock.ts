/**
 * Runs the action while no other tab of the site runs one of the same name. Where Web Locks are missing (plain http) or
 * refused (a sandboxed frame, which has no origin) it runs at once: the message's id still keeps it from being taken twice.
 */
export async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
  const hasLocks = navigator.locks && origin !== "null";
  return hasLocks ? await navigator.locks.request(`guichet:${name}`, action) : action();
}
