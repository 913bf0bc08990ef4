import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Needs } from "../shell/Needs";
import { Icon } from "../ui/Icon";
import { Listing } from "../ui/Listing";
import { Page } from "../ui/Page";
import { CreateDialog } from "./CreateDialog";
import { DialogueRowLink } from "./DialogueRowLink";
import { HiddenBanner, HideAll } from "./HideAll";
import { ImportDialog } from "./ImportDialog";
import { listQuery } from "./queries";

/** What visitors are greeted with. */
export function DialoguesPage() {
  return (
    <Needs permission="view_dialogues">
      <Dialogues />
    </Needs>
  );
}

function Dialogues() {
  const may = useMay();
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<"create" | "import" | null>(null);
  const look = useDebouncedCallback((words: string) => setSearch(words.trim()), 250);
  const asked = useInfiniteQuery(listQuery(search));
  const create = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpened("create")}>
      {t("dialogues.new")}
    </Button>
  );
  const hidden = asked.data?.pages[0]?.hidden;
  const manages = may("manage_dialogues");
  const close = () => setOpened(null);
  return (
    <Page
      title={t("dialogues.title")}
      hint={t("dialogues.hint")}
      actions={
        <>
          {hidden === false && may("publish_dialogues") ? <HideAll /> : null}
          {manages ? (
            <Button variant="default" onClick={() => setOpened("import")}>
              {t("dialogues.import")}
            </Button>
          ) : null}
          {manages ? create : null}
        </>
      }
    >
      <HiddenBanner hidden={hidden ?? false} />
      <TextInput
        type="search"
        aria-label={t("dialogues.search")}
        placeholder={t("dialogues.search")}
        leftSection={<Icon name="search" size={16} />}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <Listing
        label={t("dialogues.title")}
        asked={asked}
        rows={asked.data?.pages.flatMap((page) => page.rows)}
        keyOf={(row) => row.id}
        failed={t("dialogues.failed")}
        none={t(search === "" ? "dialogues.none" : "dialogues.noneSuch")}
        start={search === "" && manages ? create : undefined}
      >
        {(row) => <DialogueRowLink row={row} />}
      </Listing>
      {opened === "create" ? <CreateDialog onClose={close} /> : null}
      {opened === "import" ? <ImportDialog onClose={close} /> : null}
    </Page>
  );
}
