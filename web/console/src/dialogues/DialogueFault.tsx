import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../messages/t";
import { ApiError } from "../session/session";
import { Page } from "../ui/Page";
import classes from "./Dialogues.module.css";

/** Why a dialogue can't be shown: there is none, or it could not be read, which can be asked for again. */
export function DialogueFault({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiError && error.code === "not_found") {
    return (
      <Page title={t("dialogues.missing")} hint={t("dialogues.missingHint")}>
        <Link to="/dialogues">{t("dialogues.back")}</Link>
      </Page>
    );
  }
  return (
    <Page title={t("dialogues.title")}>
      <div role="alert" className={classes.told}>
        <p>{t("dialogues.oneFailed")}</p>
        <Button variant="default" onClick={onRetry}>
          {t("list.retry")}
        </Button>
      </div>
    </Page>
  );
}
