import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { t } from "../messages/t";
import { ApiError } from "../session/session";
import { Loading } from "../shell/Loading";
import { Needs } from "../shell/Needs";
import { Page } from "../ui/Page";
import { draftQuery } from "./queries";

// A step of its own: the shell lists all that a page loads, and this is much.
const Designer = lazy(() => import("./Designer").then((module) => ({ default: module.Designer })));

/** Where a dialogue's stream is designed. */
export function DesignerPage() {
  const { dialogue } = useParams({ strict: false });
  return (
    <Needs permission="view_dialogues">
      {dialogue === undefined ? null : <Loaded key={dialogue} id={dialogue} />}
    </Needs>
  );
}

function Loaded({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(draftQuery(id));
  if (data !== undefined) {
    return (
      <Suspense fallback={<Loading />}>
        <Designer draft={data} />
      </Suspense>
    );
  }
  if (error === null) return <Loading />;
  if (error instanceof ApiError && error.code === "not_found") {
    return (
      <Page title={t("dialogues.missing")} hint={t("dialogues.missingHint")}>
        <Link to="/dialogues">{t("dialogues.back")}</Link>
      </Page>
    );
  }
  return (
    <Page title={t("dialogues.title")}>
      <div role="alert">
        <p>{t("dialogues.oneFailed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("list.retry")}
        </Button>
      </div>
    </Page>
  );
}
