import type { BrowserContext, WebSocketRoute } from "@playwright/test";

/**
 * A network that can be lost. The browser's own offline switch leaves open sockets as they are: they pass through
 * here, and are cut with it. To be laid before the first page is opened.
 */
export class Network {
  #up = true;
  readonly #sockets = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>();

  private constructor(readonly context: BrowserContext) {}

  static async lay(context: BrowserContext): Promise<Network> {
    const network = new Network(context);
    await context.routeWebSocket(/\/socket$/, (page) => network.#opened(page));
    return network;
  }

  async lose(): Promise<void> {
    this.#up = false;
    await this.context.setOffline(true);
    for (const { page, server } of this.#sockets) {
      await server.close();
      await page.close();
    }
    this.#sockets.clear();
  }

  async regain(): Promise<void> {
    this.#up = true;
    await this.context.setOffline(false);
  }

  #opened(page: WebSocketRoute): void {
    if (this.#up) this.#sockets.add({ page, server: page.connectToServer() });
    else void page.close();
  }
}
