import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { Needs } from "../../shell/Needs";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import { InviteDialog } from "./InviteDialog";
import { type User, usersQuery } from "./queries";
import { UserDialog } from "./UserDialog";
import { UserRow } from "./UserRow";

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
  const asked = useInfiniteQuery(usersQuery(search));
  return (
    <Listing
      label={t("users.title")}
      asked={asked}
      rows={asked.data?.pages.flatMap((page) => page.users)}
      keyOf={(user) => user.id}
      failed={t("users.failed")}
      none={t(search === "" ? "users.none" : "users.noneSuch")}
    >
      {(user) => <UserRow user={user} onEdit={() => onEdit(user)} />}
    </Listing>
  );
}
