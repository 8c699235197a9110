"""What `budgetnb read` gives: the figures of disclosures as JSON (`objects`), laid over what was read (`page`), as a workbook, as parquet.

Each stands in a module of its own, so that one does not pay for the libraries of another.
"""
