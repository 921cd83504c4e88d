"""What every page shares: the base template, components, the form renderer, sentences and names of codes."""
