"""Whether a file of a run says the same as one made anew: content, rows, cells, line ends."""
