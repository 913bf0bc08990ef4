-- For whom a dialogue is, and what it waits for; NULL for everybody, at once.
alter table dialogue add column audience {{json}};
-- The version of what is published, which is another one after each change: nodes remember what they read by it.
alter table dialogue_switch add column version {{uuid}};
