"""What builds the things that ship and the pages that are generated; never part of the package."""
