"""What spans the disclosures of a review season: the register of organisations, who belongs to whom, who has not filed."""
