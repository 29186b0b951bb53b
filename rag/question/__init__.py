"""What a question asks for: names, dates, kind of answer, the conversation before it."""
