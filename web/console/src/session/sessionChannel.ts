type News = "signed-in" | "signed-out";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("frontdesk.session");

/** Tells the other tabs of this browser. */
export function tellTabs(news: News): void {
  channel?.postMessage(news);
}

/** Hears what other tabs tell. Returns what ends the listening. */
export function hearTabs(listener: (news: News) => void): () => void {
  const heard = (event: MessageEvent<News>) => listener(event.data);
  channel?.addEventListener("message", heard);
  return () => channel?.removeEventListener("message", heard);
}
