import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { ta } from "../../messages/auditTexts";
import { t } from "../../messages/t";
import { answered, api, retry } from "../../session/api";
import { Needs } from "../../shell/Needs";
import { fullTime } from "../../ui/clockTime";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import classes from "./AuditPage.module.css";
import { actText, byText, fieldText, valueText } from "./words";

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
      <Page title={t("nav.audit")} hint={ta("audit.hint")}>
        <Entries />
      </Page>
    </Needs>
  );
}

function Entries() {
  const asked = useInfiniteQuery(auditQuery);
  return (
    <Listing
      label={t("nav.audit")}
      asked={asked}
      rows={asked.data?.pages.flatMap((page) => page.entries)}
      keyOf={({ id }) => id}
      failed={ta("audit.failed")}
      none={ta("audit.none")}
    >
      {({ at, by, token, act, name, changes }) => (
        <div className={classes.entry}>
          <time dateTime={at}>{fullTime(at)}</time>
          <div>
            <strong>{actText(act, name)}</strong>
            <span>{byText(by?.name, token)}</span>
            {changes.map(({ field, before, after }) => (
              <span key={field}>
                {fieldText(field)}: {valueText(field, before)} → {valueText(field, after)}
              </span>
            ))}
          </div>
        </div>
      )}
    </Listing>
  );
}
