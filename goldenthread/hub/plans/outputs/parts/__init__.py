"""The parts of a document, each made of values alone."""
