import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { Needs } from "../../shell/Needs";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import { NewTokenDialog } from "./NewTokenDialog";
import { type ApiToken, tokensQuery } from "./queries";
import { RevokeDialog } from "./RevokeDialog";
import { TokenRow } from "./TokenRow";

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
        <>
          <Button variant="default" component="a" href="/api/docs" target="_blank" rel="noopener">
            {t("tokens.docs")}
          </Button>
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
            {t("tokens.make")}
          </Button>
        </>
      }
    >
      <Rows onRevoke={setAsked} />
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
      {asked === null ? null : <RevokeDialog token={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Rows({ onRevoke }: { onRevoke: (token: ApiToken) => void }) {
  const asked = useInfiniteQuery(tokensQuery);
  return (
    <Listing
      label={t("tokens.title")}
      asked={asked}
      rows={asked.data?.pages.flatMap((page) => page.tokens)}
      keyOf={({ id }) => id}
      failed={t("tokens.failed")}
      none={t("tokens.none")}
    >
      {(token) => <TokenRow token={token} onRevoke={() => onRevoke(token)} />}
    </Listing>
  );
}
