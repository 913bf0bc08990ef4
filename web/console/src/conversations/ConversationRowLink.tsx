import { Link } from "@tanstack/react-router";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { fullTime, listTime } from "../ui/clockTime";
import { PersonMark } from "../ui/PersonMark";
import rows from "../ui/VisitorRow.module.css";
import classes from "./ConversationRowLink.module.css";
import type { Filters } from "./filters";
import type { ConversationRow } from "./queries";
import { standingName, standingTone } from "./standing";

interface ConversationRowLinkProps {
  row: ConversationRow;
  filters: Filters;
  selected: boolean;
}

/** One conversation in a list: who, when, in which dialogue, with whom, and how it stands. */
export function ConversationRowLink({ row, filters, selected }: ConversationRowLinkProps) {
  const { conversation, visitor, standing } = row;
  return (
    <Link
      to="/conversations/$conversation"
      params={{ conversation }}
      search={filters}
      className={`${rows.row} ${classes.row}`}
      aria-current={selected ? "true" : undefined}
    >
      <PersonMark name={visitor.name ?? visitor.email ?? null} seed={conversation} size={38} />
      <bdi className={rows.name}>{visitorName(visitor)}</bdi>
      <time dateTime={row.started} title={fullTime(row.started)}>
        {listTime(row.started, Date.now())}
      </time>
      <span className={classes.what}>
        {neutralise(row.dialogue)}
        {row.agents.length > 0
          ? ` · ${t("conversations.with", { agents: neutralise(row.agents.join(", ")) })}`
          : null}
      </span>
      <span className={classes.standing} data-tone={standingTone(standing)}>
        {standingName(standing)}
      </span>
    </Link>
  );
}
