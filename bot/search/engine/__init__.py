"""Everything that is built on tantivy: nothing else imports it."""
