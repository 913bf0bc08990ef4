import { NativeSelect, Switch } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Needs } from "../shell/Needs";
import { Icon } from "../ui/Icon";
import { Listing } from "../ui/Listing";
import { SearchField } from "../ui/SearchField";
import { ConversationPane } from "./ConversationPane";
import { ConversationRowLink } from "./ConversationRowLink";
import classes from "./ConversationsPage.module.css";
import { type Filters, readFilters, STANDINGS } from "./filters";
import { dialoguesQuery, listQuery } from "./queries";
import { standingName } from "./standing";

/** Every conversation that the user may see, and the one that the address names. */
export function ConversationsPage() {
  return (
    <Needs permission="view_my_conversations">
      <Conversations />
    </Needs>
  );
}

function Conversations() {
  const { conversation } = useParams({ strict: false });
  const filters = readFilters(useSearch({ strict: false }));
  return (
    <div className={classes.page} data-open={conversation === undefined ? undefined : true}>
      <h1 className="fd-unseen">{t("conversations.title")}</h1>
      <section className={classes.list} aria-label={t("conversations.title")}>
        <FilterBar filters={filters} />
        <Link to="/conversations/missed" className={classes.missed}>
          {t("nav.missed")}
        </Link>
        <Rows filters={filters} selected={conversation ?? null} />
      </section>
      {conversation === undefined ? (
        <div className={classes.none}>
          <span className={classes.mark}>
            <Icon name="history" size={28} />
          </span>
          <p>{t("conversations.pick")}</p>
        </div>
      ) : (
        <ConversationPane key={conversation} conversation={conversation} filters={filters} />
      )}
    </div>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const navigate = useNavigate();
  const { data: dialogues = [] } = useQuery(dialoguesQuery);
  const all = useMay()("view_all_conversations");
  const narrow = (part: Partial<Record<keyof Filters, unknown>>) => {
    void navigate({ to: ".", search: readFilters({ ...filters, ...part }), replace: true });
  };
  return (
    <search className={classes.filters} aria-label={t("conversations.filters")}>
      <SearchField
        label={t("conversations.search")}
        words={filters.q ?? ""}
        clear={t("conversations.clear")}
        onSearch={(q) => narrow({ q })}
      />
      <div className={classes.pair}>
        <NativeSelect
          aria-label={t("conversations.standing")}
          value={filters.standing ?? ""}
          onChange={(event) => narrow({ standing: event.currentTarget.value })}
          data={[
            { value: "", label: t("conversations.anyStanding") },
            ...STANDINGS.map((value) => ({ value, label: standingName(value) })),
          ]}
        />
        <NativeSelect
          aria-label={t("conversations.dialogue")}
          value={filters.dialogue ?? ""}
          onChange={(event) => narrow({ dialogue: event.currentTarget.value })}
          data={[
            { value: "", label: t("conversations.anyDialogue") },
            ...dialogues.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      {all ? (
        <Switch
          checked={filters.mine ?? false}
          onChange={(event) => narrow({ mine: event.currentTarget.checked })}
          label={t("conversations.mine")}
        />
      ) : null}
    </search>
  );
}

function Rows({ filters, selected }: { filters: Filters; selected: string | null }) {
  const asked = useInfiniteQuery(listQuery(filters));
  const narrowed = Object.keys(filters).length > 0;
  return (
    <Listing
      label={t("conversations.title")}
      asked={asked}
      rows={asked.data?.pages.flatMap((page) => page.rows)}
      keyOf={(row) => row.conversation}
      failed={t("conversations.failed")}
      none={t(narrowed ? "conversations.noneSuch" : "conversations.none")}
      more={t("conversations.more")}
      framed={false}
    >
      {(row) => <ConversationRowLink row={row} filters={filters} selected={row.conversation === selected} />}
    </Listing>
  );
}
