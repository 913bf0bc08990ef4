import type { SocketLike } from "../core/SocketClient";

/** The agent socket of this page's own server. */
export function openSocket(): SocketLike {
  const address = new URL("/api/console/socket", window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(address) as SocketLike;
}
