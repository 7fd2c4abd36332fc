"""What every page looks like: base template, components, styles and the words for figures."""
