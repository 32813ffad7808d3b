"""Tables of messages in Mongolian and English, one for each subject."""
