-- The queue of photos is looked at twice a second, however many addresses there are: what waits for a look, photos
-- that were sent first, then what failed least often; and what may be tried again.
CREATE INDEX refs_waiting ON refs (substr(ref, 1, 5) <> 'sent:', attempts, id) WHERE checked_at IS NULL;
CREATE INDEX refs_failed ON refs (checked_at) WHERE failure IS NOT NULL AND permanent = 0;
