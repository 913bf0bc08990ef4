import { TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { Needs } from "../shell/Needs";
import { neutralise } from "../text/neutralise";
import { nameOf, routeWords } from "../trace/words";
import { fullTime, listTime } from "../ui/clockTime";
import { Listing } from "../ui/Listing";
import { Page } from "../ui/Page";
import { PersonMark } from "../ui/PersonMark";
import { Pills } from "../ui/Pills";
import rows from "../ui/VisitorRow.module.css";
import { type MissedFilters, REASONS, readMissedFilters } from "./filters";
import classes from "./MissedPage.module.css";
import { type MissedPage as Missed, type MissedRow, missedQuery } from "./queries";
import { tm } from "./texts";

/** Requests that ended without an agent, each with its reason and who should have got it (`ROUTE-9`). */
export function MissedPage() {
  return (
    <Needs permission="view_my_conversations">
      <MissedDemand />
    </Needs>
  );
}

function MissedDemand() {
  const filters = readMissedFilters(useSearch({ strict: false }));
  const asked = useInfiniteQuery(missedQuery(filters));
  const narrowed = Object.keys(filters).length > 0;
  return (
    <Page title={t("nav.missed")} hint={tm("hint")}>
      <FilterBar filters={filters} counts={asked.data?.pages.at(0)?.counts ?? []} />
      <Listing
        label={t("nav.missed")}
        asked={asked}
        rows={asked.data?.pages.flatMap((page) => page.rows)}
        keyOf={({ conversation, seq }) => `${conversation} ${seq}`}
        failed={tm("failed")}
        none={tm(narrowed ? "noneSuch" : "none")}
        more={tm("more")}
      >
        {(row) => <RowLink row={row} />}
      </Listing>
    </Page>
  );
}

function FilterBar({ filters, counts }: { filters: MissedFilters; counts: Missed["counts"] }) {
  const navigate = useNavigate();
  const narrow = (part: Partial<Record<keyof MissedFilters, unknown>>) => {
    void navigate({ to: ".", search: readMissedFilters({ ...filters, ...part }), replace: true });
  };
  const many = new Map(counts.map(({ reason, count }) => [reason, count]));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const shown = REASONS.filter((reason) => many.has(reason) || reason === filters.reason);
  return (
    <search className={classes.filters} aria-label={tm("filters")}>
      <div className={classes.dates}>
        {(["from", "to"] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={tm(end)}
            value={filters[end] ?? ""}
            onChange={(event) => narrow({ [end]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Pills
        label={tm("reasons")}
        value={filters.reason}
        options={[
          [undefined, tm("all"), all] as const,
          ...shown.map((reason) => [reason, tm(`reason.${reason}`), many.get(reason) ?? 0] as const),
        ]}
        onChange={(reason) => narrow({ reason })}
      />
    </search>
  );
}

function RowLink({ row }: { row: MissedRow }) {
  const { conversation, visitor, at, agents } = row;
  return (
    <Link
      to="/conversations/$conversation"
      params={{ conversation }}
      className={`${rows.row} ${classes.row}`}
    >
      <PersonMark name={visitor.name ?? visitor.email ?? null} seed={conversation} size={38} />
      <bdi className={rows.name}>{visitorName(visitor)}</bdi>
      <time dateTime={at} title={fullTime(at)}>
        {listTime(at, Date.now())}
      </time>
      <strong>{tm(`reason.${row.reason}`)}</strong>
      <span className={classes.told}>
        {neutralise(row.dialogue)} · {routeWords(row.route)}
      </span>
      {agents.length > 0 ? (
        <span className={classes.told}>{tm("should", { agents: agents.map(nameOf).join(", ") })}</span>
      ) : null}
    </Link>
  );
}
