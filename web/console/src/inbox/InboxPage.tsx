import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { chatsInOrder } from "../core/Desk";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { useShortcuts } from "../keyboard/useShortcuts";
import { t } from "../messages/t";
import { Needs } from "../shell/Needs";
import { ChatList } from "./ChatList";
import { ChatPane } from "./ChatPane";
import classes from "./InboxPage.module.css";
import { NoChat } from "./NoChat";

/** The agent's active chats, and the one that the address names. */
export function InboxPage() {
  return (
    <Needs permission="view_my_conversations">
      <Inbox />
    </Needs>
  );
}

function Inbox() {
  const { conversation } = useParams({ strict: false });
  const session = useDeskSession();
  const navigate = useNavigate();
  const desk = useDesk((state) => state.desk);
  const chats = useMemo(() => chatsInOrder(desk), [desk]);

  useEffect(() => {
    session.look({ viewed: conversation ?? null });
    return () => session.look({ viewed: null });
  }, [session, conversation]);

  const step = (by: 1 | -1) => {
    if (chats.length === 0) return;
    const at = chats.findIndex((row) => row.conversation === conversation);
    const from = at === -1 && by === -1 ? 0 : at;
    const next = chats[(from + by + chats.length) % chats.length];
    if (next) void navigate({ to: "/inbox/$conversation", params: { conversation: next.conversation } });
  };
  useShortcuts({ next: () => step(1), previous: () => step(-1) });

  return (
    <div className={classes.inbox} data-open={conversation === undefined ? undefined : true}>
      <h1 className="fd-unseen">{t("inbox.title")}</h1>
      <ChatList chats={chats} selected={conversation ?? null} />
      {conversation === undefined ? (
        <NoChat any={chats.length > 0} />
      ) : (
        <ChatPane key={conversation} conversation={conversation} />
      )}
    </div>
  );
}
