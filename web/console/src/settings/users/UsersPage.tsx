import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { Icon } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Needs } from "../Needs";
import { InviteDialog } from "./InviteDialog";
import { type User, usersQuery } from "./queries";
import { UserDialog } from "./UserDialog";
import { UserRow } from "./UserRow";
import classes from "./UsersPage.module.css";

/** Who can sign in. */
export function UsersPage() {
  return (
    <Needs permission="manage_users_and_profiles">
      <Users />
    </Needs>
  );
}

function Users() {
  const [search, setSearch] = useState("");
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<User | null>(null);
  const look = useDebouncedCallback((words: string) => setSearch(words.trim()), 250);
  return (
    <Page
      title={t("users.title")}
      hint={t("users.hint")}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>
          {t("users.invite")}
        </Button>
      }
    >
      <TextInput
        type="search"
        aria-label={t("users.search")}
        placeholder={t("users.search")}
        leftSection={<Icon name="search" size={16} />}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <Rows search={search} onEdit={setEdited} />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      {edited === null ? null : <UserDialog key={edited.id} first={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function Rows({ search, onEdit }: { search: string; onEdit: (user: User) => void }) {
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(usersQuery(search));
  if (isPending) {
    return (
      <div role="status" aria-label={t("app.loading")} className={classes.skeleton}>
        {[0, 1, 2].map((at) => (
          <span key={at} />
        ))}
      </div>
    );
  }
  if (error && data === undefined) {
    return (
      <div role="alert" className={classes.told}>
        <p>{t("users.failed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("users.retry")}
        </Button>
      </div>
    );
  }
  const users = data?.pages.flatMap((page) => page.users) ?? [];
  if (users.length === 0) {
    return (
      <div role="status" className={classes.told}>
        <p>{t(search === "" ? "users.none" : "users.noneSuch")}</p>
      </div>
    );
  }
  return (
    <>
      <ul className={classes.rows} aria-label={t("users.title")}>
        {users.map((user) => (
          <UserRow key={user.id} user={user} onEdit={() => onEdit(user)} />
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
