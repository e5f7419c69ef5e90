"""Who holds which role where, read by paging, figures and lists."""
