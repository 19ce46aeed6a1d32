"""What an exercise is, and how an answer gets its verdict. Knows no lesson."""
