const KEY = "frontdesk.reloaded";
const PAUSE_MS = 60_000;

/**
 * The server has another version: load its page. Nothing is lost by it (drafts and outbox are stored). At most
 * once a minute, or a half-done rollout would have every console reload in circles.
 */
export function reloadOnce(): void {
  let last = 0;
  try {
    last = Number(sessionStorage.getItem(KEY) ?? 0);
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    last = Date.now();
  }
  const wait = Math.max(0, last + PAUSE_MS - Date.now());
  setTimeout(() => window.location.reload(), wait);
}
