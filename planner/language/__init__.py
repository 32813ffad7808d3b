"""Labels, messages, number formats, collation and suggestions."""
