import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Needs } from "../shell/Needs";
import { Icon } from "../ui/Icon";
import { Listing } from "../ui/Listing";
import { Page } from "../ui/Page";
import { DialogueRowLink } from "./DialogueRowLink";
import classes from "./Dialogues.module.css";
import { FilterBar } from "./FilterBar";
import { type DialogueFilters, readDialogueFilters } from "./filters";
import { HiddenBanner, HideAll } from "./HideAll";
import { ImportDialog } from "./ImportDialog";
import { tl } from "./list-texts";
import { listQuery } from "./queries";
import { useShelf } from "./shelf/useShelf";

// It brings the templates along.
const CreateDialog = lazy(() =>
  import("./CreateDialog").then((module) => ({ default: module.CreateDialog })),
);

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
  const filters = readDialogueFilters(useSearch({ strict: false }));
  const [opened, setOpened] = useState<"create" | "import" | null>(null);
  const asked = useInfiniteQuery(listQuery(filters));
  const list = useRef<HTMLElement>(null);
  // A row that goes takes the focus with it.
  const shelf = useShelf(() => list.current?.focus());
  const create = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpened("create")}>
      {t("dialogues.new")}
    </Button>
  );
  const hidden = asked.data?.pages[0]?.hidden;
  const manages = may("manage_dialogues");
  const narrowed = Object.keys(filters).length > 0;
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
      <FilterBar filters={filters} />
      <section ref={list} className={classes.list} tabIndex={-1} aria-label={t("dialogues.title")}>
        <Listing
          label={t("dialogues.title")}
          asked={asked}
          rows={asked.data?.pages.flatMap((page) => page.rows)}
          keyOf={(row) => row.id}
          failed={t("dialogues.failed")}
          none={noneWords(filters)}
          start={!narrowed && manages ? create : undefined}
        >
          {(row) => <DialogueRowLink row={row} onMove={shelf.move} />}
        </Listing>
      </section>
      {opened === "create" ? (
        <Suspense>
          <CreateDialog onClose={close} />
        </Suspense>
      ) : null}
      {opened === "import" ? <ImportDialog onClose={close} /> : null}
      {shelf.dialog}
    </Page>
  );
}

function noneWords({ q, status }: DialogueFilters): string {
  if (q === undefined && status === "archived") return tl("noneArchived");
  return t(q === undefined && status === undefined ? "dialogues.none" : "dialogues.noneSuch");
}
