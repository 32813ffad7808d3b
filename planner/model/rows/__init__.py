"""The rules that make rows of limits: upper limits of groups, shares of media, promises."""
