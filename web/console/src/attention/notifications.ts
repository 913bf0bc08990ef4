/** `unsupported` also where the page is not served securely: browsers then have no notifications. */
export type Permission = NotificationPermission | "unsupported";

export function notificationPermission(): Permission {
  return typeof Notification === "undefined" || !window.isSecureContext
    ? "unsupported"
    : Notification.permission;
}

/** Only ever called from a button. */
export async function askForNotifications(): Promise<Permission> {
  return notificationPermission() === "unsupported" ? "unsupported" : await Notification.requestPermission();
}

/** One notification per conversation: a newer one takes its place. */
export function notify(title: string, body: string, conversation: string, onClick: () => void): void {
  if (notificationPermission() !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag: conversation });
    shown.onclick = () => {
      window.focus();
      onClick();
      shown.close();
    };
  } catch {
    // Some phones only allow them from a service worker.
  }
}
