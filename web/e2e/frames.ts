import type { Page } from "@playwright/test";
import type { Server } from "./server.ts";
import { socketOrigin } from "./visitor.ts";

/**
 * One command of a console's user, over a socket of its own, past the forms; comes back when it is stored. What it
 * leaves out of an offer on their desk, its number, is looked up there.
 */
export async function commands(
  page: Page,
  server: Server,
  command: { type: string; conversation: string; [more: string]: unknown },
): Promise<void> {
  await page.evaluate(
    ([address, command]) =>
      new Promise<void>((done, breaks) => {
        const socket = new WebSocket(address);
        socket.onopen = () => socket.send(JSON.stringify({ type: "hello", protocol: 1 }));
        socket.onerror = () => breaks(new Error("the socket broke"));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data));
          if (frame.type === "refused" || frame.type === "bye") breaks(new Error(String(data)));
          if (frame.type === "desk" && frame.full) {
            const offer = frame.offers.find((one: { conversation: string; offer: number }) => {
              return one.conversation === command.conversation;
            })?.offer;
            const about = command.type === "decline" ? { offer } : {};
            socket.send(JSON.stringify({ client_id: crypto.randomUUID(), ...about, ...command }));
          }
          if (frame.type !== "ack") return;
          socket.close();
          done();
        };
      }),
    [`${socketOrigin(server)}/api/console/socket`, command] as const,
  );
}
