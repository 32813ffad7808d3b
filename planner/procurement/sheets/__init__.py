"""Tender documents as workbooks: bidders' and internal copies, procurement plan."""
