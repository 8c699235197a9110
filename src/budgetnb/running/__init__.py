"""From a params file to a finished report: parameters, one run by papermill, the files written whole."""
