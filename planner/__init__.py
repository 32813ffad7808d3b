"""Putting it together and writing it down: technologies, rules, plan, exports, audit."""
