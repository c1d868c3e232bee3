"""The outside world becomes `Document`s: text and Markdown with front matter, JSON Lines, folders of them."""
