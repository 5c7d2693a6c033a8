"""What is asked: the settings, the problem in numbers, its rules and what regions cost by definition."""
