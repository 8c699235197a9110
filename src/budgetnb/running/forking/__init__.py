"""Kernels forked from a warm parent process: what takes seconds, starting Python and importing, is done once.

`server.py` is the parent: it imports and warms up, then forks a kernel on request and does nothing
else; no user's code ever runs in it. `parent.py` starts it and asks it. `provisioner.py` is what
jupyter_client is given (entry point `budgetnb-forked`, kernelspec in `kernel/`), `manager.py` makes
an ordinary `python3` notebook use it. Where forking is not possible an ordinary kernel is started.
"""
