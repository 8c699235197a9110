"""budgetnb: reads, checks and reports Chinese departmental budget disclosures (部门预算公开).

Public names are found when they are first asked for, so that `import budgetnb` costs nothing.
"""

__version__ = "0.1.0"
