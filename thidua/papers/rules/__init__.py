"""Pure rules of files: kinds and limits, old encodings."""
