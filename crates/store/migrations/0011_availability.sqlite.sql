-- Who was unavailable by the toggle has chosen so now: until midnight by UTC, as no schedule says otherwise.
update account set chosen = available, chosen_at = unixepoch() * 1000000, status_changes = unixepoch() * 1000000
    where available = 0;
alter table account drop column available;
