"""What is said of several disclosures together: one organisation over its years, all organisations of a year."""
