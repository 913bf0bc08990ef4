import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { Icon } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Needs } from "../Needs";
import { NewTokenDialog } from "./NewTokenDialog";
import { type ApiToken, tokensQuery } from "./queries";
import { RevokeDialog } from "./RevokeDialog";
import { TokenRow } from "./TokenRow";
import classes from "./TokensPage.module.css";

/** The tokens by which programs call. */
export function TokensPage() {
  return (
    <Needs permission="manage_integrations">
      <Tokens />
    </Needs>
  );
}

function Tokens() {
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<ApiToken | null>(null);
  return (
    <Page
      title={t("tokens.title")}
      hint={t("tokens.hint")}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          {t("tokens.make")}
        </Button>
      }
    >
      <Rows onRevoke={setAsked} />
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
      {asked === null ? null : <RevokeDialog token={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Rows({ onRevoke }: { onRevoke: (token: ApiToken) => void }) {
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(tokensQuery);
  if (isPending) return <p role="status">{t("app.loading")}</p>;
  if (error && data === undefined) {
    return (
      <div role="alert" className={classes.told}>
        <p>{t("tokens.failed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("users.retry")}
        </Button>
      </div>
    );
  }
  const tokens = data?.pages.flatMap((page) => page.tokens) ?? [];
  if (tokens.length === 0) {
    return (
      <div role="status" className={classes.told}>
        <p>{t("tokens.none")}</p>
      </div>
    );
  }
  return (
    <>
      <ul className={classes.rows} aria-label={t("tokens.title")}>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
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
