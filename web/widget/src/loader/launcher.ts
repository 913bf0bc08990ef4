import type { mount } from "../chat/main";

type Chat = { mount: typeof mount };

/** Puts the launcher on the page; the chat is fetched on hover or focus, and mounted on click. */
export function startLauncher(load: () => Promise<Chat>): HTMLElement {
  const host = document.createElement("frontdesk-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial;position:fixed;right:16px;bottom:16px}button{min-width:56px;min-height:56px}",
  );
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Chat";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");

  let chat: Promise<Chat> | undefined;
  const fetchChat = () => {
    chat ??= load();
    return chat;
  };
  button.addEventListener("pointerenter", fetchChat, { once: true });
  button.addEventListener("focus", fetchChat, { once: true });
  button.addEventListener("click", async () => {
    const { mount } = await fetchChat();
    mount(root);
    button.setAttribute("aria-expanded", "true");
  });

  root.append(button);
  document.body.append(host);
  return host;
}
