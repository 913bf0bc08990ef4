-- Who was unavailable by the toggle has chosen so now: until midnight by UTC, as no schedule says otherwise.
update account set chosen = available, chosen_at = now(), status_changes = now() where not available;
alter table account drop column available;
