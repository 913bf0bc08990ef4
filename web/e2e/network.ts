import type { BrowserContext, WebSocket, WebSocketRoute } from "@playwright/test";

/**
 * A network that can be lost. The browser's own offline switch leaves open sockets as they are: they pass through
 * here, and are cut with it. To be laid before the first page is opened.
 */
export class Network {
  #up = true;
  readonly #cuts = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>();
  readonly #sockets = new Set<WebSocket>();

  private constructor(readonly context: BrowserContext) {}

  static async lay(context: BrowserContext): Promise<Network> {
    const network = new Network(context);
    await context.routeWebSocket(/\/socket$/, (page) => network.#opened(page));
    context.on("page", (page) =>
      page.on("websocket", (socket) => {
        network.#sockets.add(socket);
        socket.on("close", () => network.#sockets.delete(socket));
      }),
    );
    return network;
  }

  /** Returns when the server knows, too: its clock may then be moved. */
  async lose(): Promise<void> {
    this.#up = false;
    const closed = [...this.#sockets].map((socket) => socket.waitForEvent("close"));
    for (const { server } of this.#cuts) await server.close();
    await Promise.all(closed);
    await this.context.setOffline(true);
    for (const { page } of this.#cuts) await page.close();
    this.#cuts.clear();
  }

  async regain(): Promise<void> {
    this.#up = true;
    await this.context.setOffline(false);
  }

  #opened(page: WebSocketRoute): void {
    if (this.#up) this.#cuts.add({ page, server: page.connectToServer() });
    else void page.close();
  }
}
