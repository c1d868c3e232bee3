"""Many articles at once: read in several processes, stored many in a transaction, and told in order."""
