import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t, tn } from "../../messages/t";
import { Needs } from "../../shell/Needs";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import classes from "../Rows.module.css";
import { profilesQuery } from "../users/queries";
import { ProfileDialog } from "./ProfileDialog";
import { profileName } from "./profileName";
import type { Profile } from "./queries";

/** Named sets of permissions. */
export function ProfilesPage() {
  return (
    <Needs permission="manage_users_and_profiles">
      <Profiles />
    </Needs>
  );
}

function Profiles() {
  const asked = useQuery(profilesQuery);
  const [opened, setOpened] = useState<Profile | "new" | null>(null);
  return (
    <Page
      title={t("profiles.title")}
      hint={t("profiles.hint")}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpened("new")}>
          {t("profiles.new")}
        </Button>
      }
    >
      <Listing
        label={t("profiles.title")}
        asked={asked}
        rows={asked.data?.profiles}
        keyOf={({ id }) => id}
        failed={t("profiles.failed")}
        none={t("profiles.none")}
      >
        {(profile) => <ProfileRow profile={profile} onOpen={() => setOpened(profile)} />}
      </Listing>
      {opened === null ? null : (
        <ProfileDialog profile={opened === "new" ? null : opened} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
}

function ProfileRow({ profile, onOpen }: { profile: Profile; onOpen: () => void }) {
  const { built_in, permissions, users } = profile;
  const name = profileName(profile);
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <strong dir="auto">{name}</strong>
        <span>{t(built_in ? "profiles.builtIn" : "profiles.custom")}</span>
      </div>
      <span>{tn("profiles.permissions", permissions.length)}</span>
      <span>{tn("profiles.users", users)}</span>
      <Button
        variant="default"
        aria-label={t(built_in ? "profiles.view" : "profiles.edit", { name })}
        onClick={onOpen}
      >
        {t(built_in ? "profiles.viewShort" : "profiles.editShort")}
      </Button>
    </div>
  );
}
