"""Papers into files of five formats, as offices hand them in."""
