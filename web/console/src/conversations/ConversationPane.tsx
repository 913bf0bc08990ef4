import { ActionIcon, Button, Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { logOf } from "../core/DeskState";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import chat from "../inbox/ChatPane.module.css";
import { Timeline } from "../inbox/Timeline";
import { VisitorPanel } from "../inbox/VisitorPanel";
import { t } from "../messages/t";
import { ApiError } from "../session/session";
import { Icon } from "../ui/Icon";
import { PersonMark } from "../ui/PersonMark";
import classes from "./ConversationPane.module.css";
import type { Filters } from "./filters";
import { detailQuery } from "./queries";
import { standingName } from "./standing";
import { TranscriptLink } from "./TranscriptLink";

/** One conversation to be read: the whole of it, live while it goes on, and who it is with. */
export function ConversationPane({ conversation, filters }: { conversation: string; filters: Filters }) {
  const session = useDeskSession();
  const log = useDesk((state) => logOf(state, conversation));
  const missing = useDesk((state) => state.missing.has(conversation));
  const held = useDesk((state) => state.desk.chats[conversation] !== undefined);
  const { data, error, refetch } = useQuery(detailQuery(conversation));
  const wide = useMediaQuery("(min-width: 1180px)", undefined, { getInitialValueInEffect: false });
  const [details, setDetails] = useState(false);

  useEffect(() => {
    session.look({ viewed: conversation });
    return () => session.look({ viewed: null });
  }, [session, conversation]);

  const back = (
    <Link to="/conversations" search={filters} className={classes.back} aria-label={t("conversations.back")}>
      <Icon name="back" size={20} />
    </Link>
  );
  const gone = error instanceof ApiError && error.code === "not_found";
  if (error !== null && !gone && data === undefined) {
    return (
      <div role="alert" className={chat.missing}>
        <p>{t("conversations.oneFailed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("list.retry")}
        </Button>
        {back}
      </div>
    );
  }
  if ((missing && !log.loaded) || gone) {
    return (
      <div role="alert" className={chat.missing}>
        <h2>{t("conversations.missing")}</h2>
        <p>{t("conversations.missingHint")}</p>
        {back}
      </div>
    );
  }
  const card = data?.row.visitor;
  const name = visitorName(card);
  const panel = <VisitorPanel conversation={conversation} card={card} />;
  return (
    <div className={chat.pane}>
      <section className={chat.chat} aria-label={t("chat.with", { name })}>
        <header className={classes.header}>
          {back}
          <PersonMark name={card?.name ?? card?.email ?? null} seed={conversation} size={36} />
          <div className={classes.who}>
            <h2>
              <bdi>{name}</bdi>
            </h2>
            {data ? <p>{standingName(data.row.standing)}</p> : null}
          </div>
          {held ? (
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t("conversations.inInbox")}
              title={t("conversations.inInbox")}
              renderRoot={(props) => <Link to="/inbox/$conversation" params={{ conversation }} {...props} />}
            >
              <Icon name="inbox" />
            </ActionIcon>
          ) : null}
          <TranscriptLink conversation={conversation} />
          {wide ? null : (
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t("visitor.details")}
              onClick={() => setDetails(true)}
            >
              <Icon name="panel" />
            </ActionIcon>
          )}
        </header>
        <Timeline conversation={conversation} log={log} outbox={[]} name={name} />
      </section>
      {wide ? (
        <aside className={chat.details} aria-label={t("visitor.details")}>
          {panel}
        </aside>
      ) : (
        <Drawer
          opened={details}
          onClose={() => setDetails(false)}
          position="right"
          size={340}
          lockScroll={false}
          title={t("visitor.details")}
          closeButtonProps={{ "aria-label": t("visitor.closeDetails") }}
        >
          {panel}
        </Drawer>
      )}
    </div>
  );
}
