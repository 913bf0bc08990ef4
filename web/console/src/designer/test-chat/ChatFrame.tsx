import type { Chat } from "@frontdesk/widget/src/context";
import { useEffect, useRef, useState } from "react";
import { loadChat } from "./loadChat";
import { memoryStore } from "./memoryStore";
import classes from "./TestChat.module.css";
import { TestSession } from "./TestSession";
import { tt } from "./texts";

interface ChatFrameProps {
  session: TestSession;
  /** The name over the conversation. */
  name: string;
  /** The brand colour. */
  color: string;
}

/** The chat as visitors have it, at a session. With another session it begins anew. */
export function ChatFrame({ session, name, color }: ChatFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const host = document.createElement("div");
    host.className = classes.host ?? "";
    place.current?.append(host);
    const root = host.attachShadow({ mode: "open" });
    let chat: Chat | undefined;
    let over = false;
    loadChat().then(
      ({ startChat }) => {
        if (over) return;
        setFailed(false);
        chat = startChat({
          host,
          root,
          origin: location.origin,
          view: { token: "", show: TestSession.show(), settings: { name, color } },
          local: memoryStore(),
          session: memoryStore(),
          inline: true,
          ways: session.ways,
          opened: () => {},
          unread: () => {},
          renew: () => {},
          focusLauncher: () => {},
        });
        chat.open(false);
      },
      () => over || setFailed(true),
    );
    return () => {
      over = true;
      chat?.shutdown();
      host.remove();
    };
  }, [session, name, color]);
  return (
    <div ref={place} className={classes.frame}>
      {failed ? <p role="alert">{tt("loadFailed")}</p> : null}
    </div>
  );
}
