"""What all commands share: the shell, its parameters, its texts, answers and errors."""
