"""Authors: who has shown to be one, what they wish, and what they have taken out."""
