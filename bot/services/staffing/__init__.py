"""Who holds which role where, read by paging, counting and listing."""
