"""Linear and integer programs of parts of the problem, and the processes that solve them."""
