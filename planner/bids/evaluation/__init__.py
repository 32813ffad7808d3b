"""The committee's evaluation workbook: written from bids as they were read, and read back."""
