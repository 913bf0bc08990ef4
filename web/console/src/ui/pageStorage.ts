/** The browser's storage, or null where it is blocked: merely naming it may throw. */
export function pageStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
