import { Button, Switch } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { pageTexts } from "../../messages/pageTexts";
import { t as shared } from "../../messages/t";
import { answered, api, done, faultText, OURS as headers, retry } from "../../session/api";
import { ApiError, queries } from "../../session/session";
import { useMay } from "../../session/useMay";
import { Fault } from "../../ui/Fault";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "./Own.module.css";

const { t } = pageTexts({
  en: {
    title: "E-mail",
    missed: "Chats that were meant for me and that nobody took",
    missedHint: "With the reason and a link to the conversation.",
    all: "Every chat that nobody took, whoever it was meant for",
    none: "This server sends no e-mail yet; who runs it sets that up.",
    kept: "Your choice is saved.",
    test: "Send me a test",
    tested: "A test is on its way to you.",
    failed: "What you get by e-mail could not be read.",
    refused: "The test was not sent. What the mail server said:",
  },
  sv: {
    title: "E-post",
    missed: "Chattar som var avsedda för mig och som ingen tog",
    missedHint: "Med orsaken och en länk till samtalet.",
    all: "Varje chatt som ingen tog, vem den än var avsedd för",
    none: "Den här servern skickar ingen e-post än; den som driver den ställer in det.",
    kept: "Ditt val är sparat.",
    test: "Skicka ett test till mig",
    tested: "Ett test är på väg till dig.",
    failed: "Det gick inte att läsa vad du får med e-post.",
    refused: "Testet skickades inte. E-postservern sa:",
  },
});

interface Choice {
  missed: boolean;
  all_missed: boolean;
}

const mailQuery = queryOptions({
  queryKey: ["own-mail"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/me/mail", { signal })),
  retry,
});

/** Which mail one gets (`ROUTE-9`). */
export function MailPart() {
  const { data, error, refetch } = useQuery(mailQuery);
  const may = useMay();
  const tests = may("manage_integrations");
  const choosing = useMutation({
    mutationFn: (body: Choice) => done(api.PUT("/api/console/me/mail", { headers, body })),
    onSuccess: () => toast(t("kept")),
    onError: (fault) => toast(faultText(fault)),
    onSettled: () => queries.invalidateQueries({ queryKey: mailQuery.queryKey }),
  });
  const testing = useMutation({
    mutationFn: () => done(api.POST("/api/console/mail/test", { headers })),
    onSuccess: () => toast(t("tested")),
  });
  if (data === undefined) {
    if (error === null) return null;
    return (
      <Part title={t("title")}>
        <div role="alert">
          <p className={classes.dim}>{t("failed")}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {shared("list.retry")}
          </Button>
        </div>
      </Part>
    );
  }
  const refused = testing.error;
  // By this code it hands on what the mail server has said, which has no code.
  const said = refused instanceof ApiError && refused.code === "invalid" ? refused.message : null;
  const chosen: Choice = choosing.isPending
    ? choosing.variables
    : { missed: data.missed, all_missed: data.all_missed };
  return (
    <Part title={t("title")}>
      {data.sends ? null : <p className={classes.dim}>{t("none")}</p>}
      <Switch
        label={t("missed")}
        description={t("missedHint")}
        checked={chosen.missed}
        onChange={(event) => choosing.mutate({ ...chosen, missed: event.currentTarget.checked })}
      />
      {may("view_all_conversations") || chosen.all_missed ? (
        <Switch
          label={t("all")}
          description={t("missedHint")}
          checked={chosen.all_missed}
          onChange={(event) => choosing.mutate({ ...chosen, all_missed: event.currentTarget.checked })}
        />
      ) : null}
      {data.sends && tests ? (
        <div>
          <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
            {t("test")}
          </Button>
        </div>
      ) : null}
      <Fault
        text={refused === null ? null : said === null ? faultText(refused) : t("refused")}
        quoted={said}
      />
    </Part>
  );
}
