"""The answer in the user's terms: deployments, links, reasons, savings, packages."""
