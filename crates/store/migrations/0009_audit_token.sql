-- By which API token a program acted for the actor, and what that was called then: tokens are deleted.
alter table audit add column token {{uuid}};
alter table audit add column token_name {{text}};
