"""Tables of messages in English, one for each subject; the Mongolian is in the catalogue."""
