"""What was asked: settings, inheritance, overrides, directives, decisions."""
