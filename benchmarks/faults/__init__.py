"""Invented disclosures with known faults: what a review finds, and what it cries wolf at."""
