/**
 * Runs the action while no other tab of the site runs one of the same name. Where Web Locks are missing (plain http, old
 * browsers) it runs at once: the message's id still keeps the server from taking it twice.
 */
export async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return action();
  };
  try {
    return await (navigator.locks ? navigator.locks.request(`guichet:${name}`, begin) : begin());
  } catch (cause) {
    // A sandboxed frame has locks, but refuses them.
    if (hasBegun) throw cause;
    return begin();
  }
}
