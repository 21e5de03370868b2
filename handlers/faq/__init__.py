"""Policy questions: answers with document, article and date."""
