"""What a search answers: the proposal, its sentences, its shapes, and the independent check of it."""
