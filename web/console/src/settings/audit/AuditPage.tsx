import { Button } from "@mantine/core";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { answered, api, retry } from "../../session/api";
import { fullTime } from "../../ui/clockTime";
import { Page } from "../../ui/Page";
import { Needs } from "../Needs";
import classes from "./AuditPage.module.css";
import { fieldText, valueText } from "./words";

/** Acts page by page, the newest first. */
const auditQuery = infiniteQueryOptions({
  queryKey: ["audit"],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === null ? {} : { before: pageParam };
    return answered(api.GET("/api/console/audit", { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next ?? null,
  retry,
});

/** What was done to users, profiles, dialogues, attributes and settings, and by whom. */
export function AuditPage() {
  return (
    <Needs permission="manage_users_and_profiles">
      <Page title={t("audit.title")} hint={t("audit.hint")}>
        <Entries />
      </Page>
    </Needs>
  );
}

function Entries() {
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(auditQuery);
  if (isPending) return <p role="status">{t("app.loading")}</p>;
  if (error && data === undefined) {
    return (
      <div role="alert" className={classes.told}>
        <p>{t("audit.failed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("users.retry")}
        </Button>
      </div>
    );
  }
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  if (entries.length === 0) {
    return (
      <div role="status" className={classes.told}>
        <p>{t("audit.none")}</p>
      </div>
    );
  }
  return (
    <>
      <ul className={classes.entries} aria-label={t("audit.title")}>
        {entries.map(({ id, at, by, act, name, changes }) => (
          <li key={id}>
            <time dateTime={at}>{fullTime(at)}</time>
            <div>
              <strong>{t(`audit.${act}`, { name })}</strong>
              <span>{t("audit.by", { name: by?.name ?? t("audit.commandLine") })}</span>
              {changes.map(({ field, before, after }) => (
                <span key={field}>
                  {fieldText(field)}: {valueText(before)} → {valueText(after)}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button
          variant="default"
          className={classes.more}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("users.more")}
        </Button>
      ) : null}
    </>
  );
}
