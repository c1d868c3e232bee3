"""HTTP: one module a resource, and beside them what all share: problems, bodies, access, paging."""
