"""Putting it together and writing it down: technologies, candidates, rules, plan, exports, audit."""
