"""What sheets and pages share: spreadsheet look, sentences, deliveries, HTML."""
