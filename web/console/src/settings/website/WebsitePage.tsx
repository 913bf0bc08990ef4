import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { tw } from "../../messages/websiteTexts";
import { Needs } from "../../shell/Needs";
import { Page } from "../../ui/Page";
import { DomainsPart } from "./DomainsPart";
import { InstallPart } from "./InstallPart";
import { PrivacyPart } from "./PrivacyPart";
import { websiteQuery } from "./queries";
import classes from "./Website.module.css";

/** Where the chat may be, and what visitors are asked. */
export function WebsitePage() {
  return (
    <Needs permission="manage_privacy_and_security">
      <Page title={t("website.title")} hint={tw("website.hint")}>
        <Parts />
      </Page>
    </Needs>
  );
}

function Parts() {
  const { data, error, refetch } = useQuery(websiteQuery);
  if (data !== undefined) {
    return (
      <>
        <InstallPart server={data.server} />
        <DomainsPart domains={data.domains} pinned={data.pinned} />
        <PrivacyPart privacy={data.privacy} />
      </>
    );
  }
  if (error === null) return <p role="status">{t("app.loading")}</p>;
  return (
    <div role="alert" className={classes.told}>
      <p>{tw("website.failed")}</p>
      <Button variant="default" onClick={() => void refetch()}>
        {tw("website.retry")}
      </Button>
    </div>
  );
}
